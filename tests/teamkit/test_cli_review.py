"""`teamkit review` in a clone of a repository on a forge: what it says, what it orders, and how it exits."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from fake_forge.server import FakeForge
from fake_forge.state import START, File, Level, Request, Review, Sight
from fake_forge.using import environment
from histories import commit, git

from teamkit.cli import main

TEAM = """\
forge: {kind}
answers: {{review: 8}}
users:
  ada: {{name: Ada, handle: ada}}
  grace: {{name: Grace, handle: grace, timezone: Europe/Berlin}}
  alan: {{name: Alan, handle: alan, away: [{{from: 2026-01-01, to: 2026-01-31}}]}}
  eve: {{name: Eve}}
areas:
  texts: {{title: Texts, paths: ["*.md"], accountable: ada, deputy: eve}}
  schema: {{title: Database schema, paths: ["/db/"], accountable: alan, deputy: grace, responsible: [ada]}}
"""
TUESDAY = datetime(2026, 1, 6, 12, tzinfo=UTC)  # eleven working hours after START


@pytest.fixture(params=["github", "gitlab"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def clone(kind: str, forge: FakeForge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone on a branch that changes the schema, on a Tuesday."""
    forge.world.members = dict.fromkeys(("ada", "grace", "alan", "zoe"), Level.WRITE)
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "GH_", "GITLAB_", "CI_", "GIT_AUTHOR")):
            monkeypatch.delenv(name)
    for name, value in environment(forge, kind, tmp_path / "cache").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("teamkit.cli.review.NOW", TUESDAY)
    folder = tmp_path / "shop"
    (folder / "db").mkdir(parents=True)
    (folder / "team.yml").write_text(TEAM.format(kind=kind))
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    git("remote", "add", "origin", f"{forge.url}/org/shop.git", where=folder)
    git("config", "user.name", "Ada", where=folder)
    git("config", "user.email", "ada@example.org", where=folder)
    commit(folder, "Start")
    git("switch", "--quiet", "--create", "feature/x", where=folder)
    (folder / "db/tables.sql").write_text("create table price;\n")
    commit(folder, "Add a table")
    return folder


def review(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), "review", *words])


def a_request(number: int = 1, path: str = "db/tables.sql", **changes: object) -> Request:
    return Request(number, title="Give it a price", files=[File(path)], **changes)  # type: ignore[arg-type]


def mark(kind: str) -> str:
    return {"github": "#", "gitlab": "!"}[kind]


# ── Due ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_due_is_listed_with_the_deputy_of_today(clone: Path, kind: str, forge: FakeForge) -> None:
    forge.world.requests = [a_request(), a_request(2, opened=START + timedelta(hours=7))]
    result = review(clone, "due")
    assert result.output == (
        "1 request has waited for a review for more than 8 working hours:\n"
        f"  {mark(kind)}1 Give it a price (Ada): ready since Mon 2026-01-05, 3 hours over; "
        "Grace (for Alan, away until 2026-01-31) is to look\n"
    )
    assert result.exit_code == 1


@pytest.mark.parametrize("author", ["grace", None])
def test_where_all_are_looked_at_nothing_is_due(author: str | None, clone: Path, forge: FakeForge) -> None:
    forge.world.bots = {"renovate"}
    looked = [Review(author, "commented", START + timedelta(hours=1))]
    forge.world.requests = [a_request(reviews=looked), a_request(2, author="renovate"), a_request(3, is_draft=True)]
    result = review(clone, "due")
    assert result.output == "no request has waited for a review for more than 8 working hours\n"
    assert result.exit_code == 0


def test_a_draft_that_was_ready_again_waits_anew(clone: Path, forge: FakeForge) -> None:
    early, ready = START + timedelta(hours=1), START + timedelta(hours=2)
    acts = [Review("grace", "commented", early), Review("ada", "readied", ready)]
    forge.world.requests = [a_request(reviews=acts)]
    assert "1 hour over" in review(clone, "due").output


def test_a_team_that_was_asked_is_named_where_nobody_knows_it(clone: Path, kind: str, forge: FakeForge) -> None:
    forge.world.requests = [a_request(asked=["org/core" if kind == "github" else "zoe"])]
    assert f"@{forge.world.requests[0].asked[0]} is to look" in review(clone, "due").output


def test_markdown_and_json_are_for_messages_and_programs(clone: Path, forge: FakeForge) -> None:
    assert review(clone, "due", "--format", "markdown").output == ""
    assert review(clone, "due", "--format", "json").output == "[]\n"
    forge.world.requests = [a_request()]
    result = review(clone, "due", "--format", "markdown")
    assert result.exit_code == 1
    assert "/1>): ready since Mon 2026-01-05, 3 hours over; Grace " in result.output
    assert json.loads(review(clone, "due", "--format", "json").output)[0]["over_hours"] == 3.0


def test_where_nobody_could_look_it_is_unknown_with_the_remedy(clone: Path, forge: FakeForge) -> None:
    forge.world.tokens = {"another": Sight()}
    result = review(clone, "due")
    assert result.exit_code == 2
    assert result.stderr.startswith("unknown: http://127.0.0.1:")
    assert "does not accept GIT" in result.stderr
    assert result.stderr.count("\n") == 1


# ── Suggest ─────────────────────────────────────────────────────────────────────────────────────


def test_the_request_of_the_branch_is_looked_at(clone: Path, kind: str, forge: FakeForge) -> None:
    forge.world.requests = [a_request(), a_request(2, source="feature/y", asked=["grace"])]
    result = review(clone, "suggest")
    assert result.output == (
        f"who should look at {mark(kind)}1 Give it a price (Ada)\n"
        "  Grace (@grace): owns Database schema; 1 review waiting\n"
        "not asked: Alan (is away until 2026-01-31), Ada (is the author)\n"
    )
    assert result.exit_code == 0


def test_a_request_is_named_by_its_number(clone: Path, kind: str, forge: FakeForge) -> None:
    forge.world.requests = [a_request(), a_request(2, "README.md", author="grace", source="feature/y")]
    assert review(clone, "suggest", "2").output == (
        f"who should look at {mark(kind)}2 Give it a price (Grace)\n"
        "  Ada (@ada): owns Texts; no reviews waiting, others have none\n"
        "not asked: Eve (no reviews waiting)\n"
    )
    refused = review(clone, "suggest", "9")
    assert (refused.exit_code, refused.stderr) == (
        3,
        "error: request 9 is not open; name an open one, or none for the request of this branch\n",
    )


def test_several_requests_of_the_branch_are_to_be_told_apart(clone: Path, forge: FakeForge) -> None:
    forge.world.requests = [a_request(), a_request(4, target="main")]
    result = review(clone, "suggest")
    assert result.exit_code == 3
    assert result.stderr == "error: requests 1 and 4 come from feature/x; name one: teamkit review suggest 1\n"


def test_without_a_token_the_branch_is_looked_at_and_load_is_unknown(
    clone: Path, forge: FakeForge, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GITHUB_TOKEN", "GITLAB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    first, *lines, last = review(clone, "suggest").output.splitlines()
    assert first == "who should look at this branch"
    assert lines == [
        "  Grace (@grace): owns Database schema",
        "not asked: Alan (is away until 2026-01-31), Ada (is the author)",
    ]
    assert "nobody knows how many reviews wait for each: GIT" in last
    assert "is not set, so nobody asked 127.0.0.1; set GIT" in last
    assert forge.calls == []
    assert review(clone, "suggest", "1").exit_code == 2
    assert review(clone, "suggest", "--ask").exit_code == 2


def test_a_branch_without_a_request_is_looked_at_with_the_load(clone: Path, forge: FakeForge) -> None:
    forge.world.requests = [a_request(2, source="feature/y", asked=["grace"])]
    lines = review(clone, "suggest").output.splitlines()
    assert lines[:2] == ["who should look at this branch", "  Grace (@grace): owns Database schema; 1 review waiting"]
    refused = review(clone, "suggest", "--ask", "--dry-run")
    assert refused.exit_code == 3
    assert refused.stderr == "error: this branch has no open request; open one: teamkit flow finish\n"


def test_a_repository_without_a_commit_is_refused_in_one_line(
    clone: Path, forge: FakeForge, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("switch", "--quiet", "--orphan", "other", where=clone)
    (clone / "team.yml").write_text(TEAM.format(kind="github"))
    result = review(clone, "suggest")
    assert (result.exit_code, result.stderr) == (3, "error: this branch has no commit yet; commit something\n")


# ── Ask ─────────────────────────────────────────────────────────────────────────────────────────


def orders(forge: FakeForge) -> list[tuple[str, str]]:
    """The changes that were ordered."""
    sent = [(call.method, urlsplit(call.path).path) for call in forge.calls if "graphql" not in call.path]
    return [each for each in sent if each[0] != "GET"]


def test_a_dry_run_asks_nobody_and_says_whom_it_would_ask(clone: Path, forge: FakeForge) -> None:
    forge.world.requests = [a_request()]
    result = review(clone, "suggest", "--ask", "--dry-run")
    assert result.output.splitlines()[-1] == "would ask @grace"
    assert orders(forge) == []
    assert forge.world.requests[0].asked == []


def test_people_are_asked_once_beside_those_who_were(clone: Path, kind: str, forge: FakeForge) -> None:
    forge.world.requests = [a_request(asked=["zoe"])]
    result = review(clone, "suggest", "--ask")
    assert result.output.splitlines()[-1] == "asked @grace"
    assert forge.world.requests[0].asked == ["zoe", "grace"]
    assert len(orders(forge)) == 1
    result = review(clone, "suggest", "--ask")
    assert result.output.splitlines()[1] == "  Grace (@grace): is asked"
    assert result.output.splitlines()[-1] == "everybody is asked already"
    assert len(orders(forge)) == 1


@pytest.mark.parametrize("kind", ["gitlab"])
def test_whom_the_plan_does_not_let_ask_is_said(clone: Path, forge: FakeForge) -> None:
    forge.world.most_reviewers = 1
    forge.world.requests = [a_request(asked=["zoe"])]
    result = review(clone, "suggest", "--ask")
    assert result.output.splitlines()[-1] == "the forge did not ask @grace; ask them yourself"
    assert forge.world.requests[0].asked == ["zoe"]


def test_who_has_no_handle_is_told_by_people(clone: Path, forge: FakeForge) -> None:
    forge.world.requests = [a_request(1, "README.md")]
    result = review(clone, "suggest", "--ask")
    assert result.output.splitlines()[-1] == "ask Eve yourself: team.yml has no handle of theirs"
    assert orders(forge) == []


def test_a_token_that_only_reads_asks_nobody_and_it_is_said(clone: Path, forge: FakeForge) -> None:
    forge.world.tokens = {token: Sight(is_reading=True) for token in forge.world.tokens}
    forge.world.requests = [a_request()]
    result = review(clone, "suggest", "--ask")
    assert result.exit_code == 2
    assert "is not for GIT" in result.stderr
    assert "to change" in result.stderr
    assert result.stderr.count("\n") == 1


# ── Approved ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def pipeline(clone: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clone in the pipeline of its request."""
    variables = {
        "github": {"GITHUB_REF": "refs/pull/1/merge", "GITHUB_HEAD_REF": "feature/x", "GITHUB_BASE_REF": "develop"},
        "gitlab": {
            "CI_MERGE_REQUEST_IID": "1",
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature/x",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "develop",
        },
    }
    for name, value in variables[kind].items():
        monkeypatch.setenv(name, value)
    return clone


def approved(folder: Path, *names: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), "check", *names])


def test_a_request_that_nobody_approved_is_red_where_the_check_is_named(pipeline: Path, forge: FakeForge) -> None:
    forge.world.requests = [a_request(reviews=[Review("grace", "commented")])]
    result = approved(pipeline, "approved")
    assert result.exit_code == 1
    assert "nobody but its author approved what request 1 holds now\n" in result.output
    assert "→ let somebody else approve the request on the forge, then run this job again" in result.output
    assert "approved" not in approved(pipeline).output


def test_an_approval_of_somebody_else_is_green(pipeline: Path, forge: FakeForge) -> None:
    forge.world.requests = [a_request(reviews=[Review("grace")])]
    assert approved(pipeline, "approved").exit_code == 0


def test_an_approval_before_the_last_commit_is_red_with_its_name(pipeline: Path, forge: FakeForge) -> None:
    later = START + timedelta(hours=1)
    forge.world.requests = [a_request(reviews=[Review("grace", head="0" * 40), Review("ada", "pushed", later)])]
    result = approved(pipeline, "approved")
    assert result.exit_code == 1
    assert "what request 1 holds now; @grace did so before commits were added" in result.output


def test_an_approval_that_was_taken_back_is_none(kind: str, pipeline: Path, forge: FakeForge) -> None:
    """GitHub changes the review itself, GitLab notes another one."""
    later = START + timedelta(hours=1)
    is_github = kind == "github"
    reviews = [Review("grace", "dismissed")] if is_github else [Review("grace"), Review("grace", "unapproved", later)]
    forge.world.requests = [a_request(reviews=reviews)]
    assert approved(pipeline, "approved").exit_code == 1


def test_with_the_jobs_own_token_of_gitlab_it_is_unknown_with_the_remedy(
    pipeline: Path, kind: str, forge: FakeForge, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "gitlab":
        monkeypatch.setenv("CI_JOB_TOKEN", os.environ["GITLAB_TOKEN"])
        monkeypatch.delenv("GITLAB_TOKEN")
        forge.world.tokens = {token: Sight(is_job=True) for token in forge.world.tokens}
    else:
        monkeypatch.delenv("GITHUB_TOKEN")
    forge.world.requests = [a_request(reviews=[Review("grace")])]
    result = approved(pipeline, "approved")
    assert result.exit_code == 2
    assert "nobody could look who approved request 1: " in result.output
    assert f"→ set {kind.upper()}_TOKEN to a token" in result.output


def test_a_run_for_no_request_is_unknown(clone: Path, forge: FakeForge) -> None:
    result = approved(clone, "approved")
    assert result.exit_code == 2
    assert "this run is for no request, so there is nothing to approve" in result.output
    assert forge.calls == []
