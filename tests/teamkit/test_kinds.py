"""The two branching models: which names pass, where they may go, and that the advice given is right."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.history.branches import Flow
from teamkit.history.kinds import better_name, kind_of, kinds, people, targets

GITFLOW, GITHUB_FLOW = Flow("main", "develop"), Flow("main", "main")
FLOWS = pytest.mark.parametrize("flow", [GITFLOW, GITHUB_FLOW], ids=["gitflow", "github-flow"])


@pytest.mark.parametrize(
    ("branch", "kind"),
    [
        ("feature/sign-in", "feature"),
        ("feature/ABC-12-sign-in", "feature"),
        ("feature/ABC-12", "feature"),
        ("bugfix/django-6.1", "bugfix"),
        ("release/1.2.0", "release"),
        ("hotfix/1.2.1", "hotfix"),
        ("dependabot/uv/Django_6.1.4", "dependabot"),
        ("copilot/fix-12", "copilot"),
        ("gh-readonly-queue/develop/pr-7-1a2b3c4d", "gh-readonly-queue"),
        ("revert-12-feature/sign-in", "revert"),
        ("revert-13-revert-12-feature/sign-in", "revert"),
        ("revert-1a2b3c4d", "revert"),
        ("feature/", None),
        ("feature/Sign-in", None),
        ("feature/a/b", None),
        ("feature/x.lock", None),
        ("release/1.2", None),
        ("revert-feature/sign-in", None),
        ("revert-1a2b", None),
        ("fix/x", None),
        ("main", None),
        ("develop", None),
    ],
)
def test_a_name_says_the_kind_under_gitflow(branch: str, kind: str | None) -> None:
    found = kind_of(GITFLOW, branch)
    assert (found.name if found else None) == kind


@pytest.mark.parametrize(
    ("branch", "where"),
    [
        ("feature/sign-in", ("develop",)),
        ("bugfix/total", ("develop", "release/*")),
        ("release/1.2.0", ("main",)),
        ("hotfix/loop", ("main", "release/*")),
        ("backmerge/1.2.1", ("develop", "release/*")),
        ("renovate/copier", ("develop",)),
        ("main", ("develop",)),
        ("develop", ()),
        ("sign-in", ()),
    ],
)
def test_a_branch_goes_where_its_kind_goes_under_gitflow(branch: str, where: tuple[str, ...]) -> None:
    assert targets(GITFLOW, branch) == where


@pytest.mark.parametrize(
    ("branch", "where"),
    [
        ("revert-12-feature/sign-in", ("develop",)),
        ("revert-12-hotfix/loop", ("main", "release/*")),
        ("revert-12-release/1.2.0", ("main",)),
        ("revert-12-main", ("develop",)),
        ("revert-12-dependabot/uv/django-6.1.4", ("develop",)),
        ("revert-13-revert-12-release/1.2.0", ("main",)),
        ("revert-12-sign-in", ("develop", "main", "release/*")),
        ("revert-1a2b3c4d", ("develop", "main", "release/*")),
    ],
)
def test_what_a_button_reverts_goes_where_that_went_and_anywhere_that_counts_where_nobody_knows(
    branch: str, where: tuple[str, ...]
) -> None:
    assert targets(GITFLOW, branch) == where
    assert targets(GITHUB_FLOW, branch) == ("main",)


@pytest.mark.parametrize("branch", ["feature/ABC-12", "fix/loop", "docs/readme", "chore/1.4.0", "copilot/fix-12"])
def test_under_github_flow_all_goes_to_the_one_branch(branch: str) -> None:
    assert targets(GITHUB_FLOW, branch) == ("main",)


def test_the_rules_follow_the_production_branch() -> None:
    assert targets(Flow("master", "develop"), "hotfix/x") == ("master", "release/*")


def test_releases_hotfixes_and_what_comes_back_are_never_squashed() -> None:
    assert {kind.name for kind in kinds(GITFLOW).values() if kind.by_merge} == {"release", "hotfix", "backmerge"}


@pytest.mark.parametrize(
    ("flow", "wrong", "right"),
    [
        (GITFLOW, "sign-in", "feature/sign-in"),
        (GITFLOW, "Feature/Sign_In", "feature/sign-in"),
        (GITFLOW, "feature/DEMO-12_Sign In", "feature/DEMO-12-sign-in"),
        (GITFLOW, "feature/", "feature/short-words"),
        (GITFLOW, "feature/a/b", "feature/a-b"),
        (GITFLOW, "feature/x.lock", "feature/x-lock"),
        (GITFLOW, "feat/prices", "feature/prices"),
        (GITFLOW, "fix/x", "bugfix/x"),
        (GITFLOW, "release/next", "release/1.0.0"),
        (GITFLOW, "release/1.2", "release/1.0.0"),
        (GITFLOW, "release/v1.2.0", "release/1.2.0"),
        (GITFLOW, "main/x", "feature/main-x"),
        (GITHUB_FLOW, "bugfix/x", "fix/x"),
        (GITHUB_FLOW, "hotfix/x", "fix/x"),
        (GITHUB_FLOW, "FIX/x", "fix/x"),
        (GITHUB_FLOW, "release/1.2.0", "feature/release-1-2-0"),
    ],
)
def test_the_name_that_was_meant_is_guessed(flow: Flow, wrong: str, right: str) -> None:
    assert better_name(flow, wrong) == right


@FLOWS
@given(branch=st.text())
def test_whatever_the_name_the_advice_is_of_a_kind_that_people_begin(flow: Flow, branch: str) -> None:
    kind = kind_of(flow, better_name(flow, branch))
    assert kind is not None
    assert kind.name in people(flow)


@FLOWS
def test_every_sample_is_of_its_kind(flow: Flow) -> None:
    assert [kind_of(flow, kind.sample) for kind in people(flow).values()] == [*people(flow).values()]


@given(name=st.from_regex(people(GITFLOW)["feature"].form, fullmatch=True))
def test_every_name_that_passes_is_one_that_git_takes(name: str) -> None:
    subprocess.run(["git", "check-ref-format", "--branch", f"feature/{name}"], check=True, capture_output=True)


@given(number=st.integers(min_value=1), name=st.sampled_from(["feature/sign-in", "hotfix/loop", "release/1.2.0"]))
def test_reverting_again_and_again_goes_to_the_same_places(number: int, name: str) -> None:
    reverted = f"revert-{number}-{name}"
    assert targets(GITFLOW, name) == targets(GITFLOW, reverted) == targets(GITFLOW, f"revert-{number}-{reverted}")
