"""Checks of branches, as they judge facts."""

import pytest
from hypothesis import given as draw
from hypothesis import strategies as st

from teamkit.checks import CHECKS
from teamkit.checks.branching.fixtures import GITHUB_FLOW, asking, on, saying
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import GITFLOW, given
from teamkit.findings import Finding, State
from teamkit.forges.pipelines import UnderTest
from teamkit.history.branches import Flow
from teamkit.history.current import Current
from teamkit.history.kinds import kind_of
from teamkit.history.received import Received


def the_one(name: str, facts: Facts) -> Finding:
    (finding,) = CHECKS[name].run(facts)
    assert finding.state is State.FAIL
    return finding


# ── Names ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("flow", "kinds"),
    [
        (GITFLOW, "feature/…, bugfix/…, release/…, hotfix/…, backmerge/…"),
        (GITHUB_FLOW, "feature/…, fix/…, docs/…, chore/…"),
    ],
)
def test_a_wrong_name_is_told_with_the_kinds_and_the_command_that_mends_it(flow: Flow, kinds: str) -> None:
    found = the_one("branch-name", on("Sign'In", flow))
    assert found.what == f'the branch "Sign\'In" is of no kind: {kinds}'
    assert found.mend == """rename it: `git branch -m 'Sign'"'"'In' feature/sign-in`"""


def test_in_a_pipeline_the_name_of_the_request_counts_and_not_the_one_that_the_pipeline_invents() -> None:
    facts = given(current=Current(GITFLOW, "PR-1"), under_test=UnderTest(1, "feature/x", "develop"))
    assert list(CHECKS["branch-name"].run(facts)) == []
    found = the_one("branch-name", asking("x", "develop"))
    assert found.mend == "rename it: `git branch -m x feature/x`; then push it and ask anew"


@draw(branch=st.text(min_size=1))
def test_a_name_is_red_exactly_where_it_is_of_no_kind(branch: str) -> None:
    told = list(CHECKS["branch-name"].run(on(branch)))
    assert bool(told) is (kind_of(GITFLOW, branch) is None and branch not in GITFLOW.lasting)


# ── Targets ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("flow", "source", "allowed", "refused"),
    [
        (GITFLOW, "feature/sign-in", "develop", "main"),
        (GITFLOW, "feature/ABC-12-sign-in", "develop", "release/1.2.0"),
        (GITFLOW, "bugfix/total", "release/1.2.0", "feature/sign-in"),
        (GITFLOW, "release/1.2.0", "main", "develop"),
        (GITFLOW, "hotfix/login-loop", "main", "develop"),
        (GITFLOW, "hotfix/1.2.1", "release/1.3.0", "hotfix/login-loop"),
        (GITFLOW, "main", "develop", "release/1.3.0"),
        (GITFLOW, "backmerge/1.2.1", "release/1.3.0", "main"),
        (GITFLOW, "renovate/copier", "develop", "main"),
        (GITHUB_FLOW, "feature/ABC-12", "main", "feature/sign-in"),
        (GITHUB_FLOW, "fix/login-loop", "main", "develop"),
        (GITHUB_FLOW, "copilot/fix-12", "main", "feature/x"),
    ],
)
def test_a_branch_may_go_where_its_kind_goes_and_nowhere_else(
    flow: Flow, source: str, allowed: str, refused: str
) -> None:
    assert list(CHECKS["target"].run(asking(source, allowed, flow))) == []
    found = the_one("target", asking(source, refused, flow))
    assert found.what == f'"{source}" may not go to "{refused}"'
    assert found.mend.startswith("change the target of the request to ")


@pytest.mark.parametrize(
    ("flow", "branch", "start"),
    [(GITFLOW, "develop", "release/1.0.0 develop"), (GITHUB_FLOW, "main", "feature/short-words main")],
)
def test_the_working_branch_goes_nowhere_as_a_whole(flow: Flow, branch: str, start: str) -> None:
    found = the_one("target", asking(branch, "main", flow))
    assert (found.what, found.mend) == (
        f'"{branch}" goes nowhere as a whole',
        f"start from it: `git switch --create {start}`",
    )


# ── Production ──────────────────────────────────────────────────────────────────────────────────


def test_all_that_production_received_by_no_merge_is_one_finding_which_only_stops_those_who_ask() -> None:
    commits = tuple(f"1a2b3c{number} Stop a loop (Ada)" for number in range(5))
    found = the_one("merges-only", given(received=Received("origin/main", commits, "v1.2.0")))
    assert found.what.startswith("origin/main received 5 commits by no merge since v1.2.0: 1a2b3c0 Stop a loop (Ada), ")
    assert found.what.endswith("and 2 more")
    assert "`teamkit protect apply`" in found.mend
    assert CHECKS["merges-only"].is_news


# ── Messages ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Add prices\n\nfeat: x", '"Add prices" has not the form that pyproject.toml asks for: <type>: <subject>'),
        ("squash! feat: add prices", '"squash! feat: add prices" is not folded into its commit yet'),
    ],
)
def test_a_commit_is_named_with_its_first_line_and_what_is_wrong(text: str, what: str) -> None:
    found = the_one("commit-message", given(messages=saying("feat: add prices", text)))
    assert found.what == f"0000000000: {what}"


def test_a_message_without_the_form_is_told_with_an_example() -> None:
    assert the_one("commit-message", given(messages=saying("x"))).mend.endswith("; for example: fix: stop a loop")


def test_a_title_counts_only_where_a_squash_may_make_it_a_message() -> None:
    def titled(source: str) -> Facts:
        request = UnderTest(7, source, "develop", "Add prices")
        return given(messages=saying(), under_test=request)

    found = the_one("commit-message", titled("feature/prices"))
    assert found.what.startswith('the title of the request: "Add prices" has not the form')
    assert found.mend == "change the title, which a squash makes the message; for example: fix: stop a loop"
    for source in ("hotfix/loop", "release/1.2.0", "main", "backmerge/1.2.1", "renovate/copier", "sign-in"):
        assert list(CHECKS["commit-message"].run(titled(source))) == [], source
