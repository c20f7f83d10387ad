"""A description stands in one region of its request, sent where it differs; what people wrote around it stays."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from click.testing import Result
from fake_forge.server import FakeForge, Fault
from fake_forge.state import TOKEN, Request, Sight
from fake_forge.using import environment
from histories import commit, git
from hypothesis import given
from hypothesis import strategies as st
from shops import begin, run, write

from teamkit.forges.model import Forge, Opened
from teamkit.history.branches import Branch
from teamkit.lifecycle.describing.ground import Ground
from teamkit.lifecycle.describing.writing import Rewriting, bring

TEAM = """\
forge: {}
users: {{ada: {{name: Ada, handle: ada}}}}
areas: {{everything: {{title: Everything, paths: ["*"], accountable: ada}}}}
"""
FORM = "## What\r\n\r\nOrders. <!-- why? -->\r\n\r\n## Risks\r\n\r\nNone\r\n"
REGION = """\
<!-- team:request: Written by teamkit request describe; do not edit inside. -->

## What this change asks for

### Whom it concerns

| area | decides today | may review | files |
| --- | --- | --- | --- |
| Everything | Ada | Ada | 1 |

<!-- /team:request -->
"""
BEGIN, END = REGION.splitlines()[0], REGION.splitlines()[-1]


@pytest.fixture(params=["github", "gitlab"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def clone(kind: str, forge: FakeForge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone on a branch whose request is open, with a token that may write."""
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "GH_", "GITLAB_", "CI_", "CHANGE_")):
            monkeypatch.delenv(name)
    for name, value in environment(forge, kind, tmp_path / "cache").items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "shop"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", "develop", where=folder)
    git("remote", "add", "origin", f"{forge.url}/org/shop.git", where=folder)
    write(folder, "team.yml", TEAM.format(kind))
    commit(folder, "Start")
    git("branch", "main", where=folder)
    begin(folder, "feature/x")
    write(folder, "shop.py", "1\n")
    commit(folder, "Shop")
    forge.world.requests = [Request(7, body=FORM)]
    return folder


def describe(folder: Path, *options: str) -> Result:
    return run(folder, "request", "describe", *(options or ("--write",)))


def orders(forge: FakeForge) -> list[str]:
    """The methods of all calls that change anything."""
    return [call.method for call in forge.calls if call.method != "GET"]


def body(forge: FakeForge) -> str:
    return forge.world.requests[0].body or ""


# ── Written ─────────────────────────────────────────────────────────────────────────────────────


def test_a_description_follows_what_people_wrote_in_their_line_ends(clone: Path, forge: FakeForge) -> None:
    result = describe(clone)
    assert (result.exit_code, result.output) == (0, "request 7 says so now\n")
    assert body(forge) == FORM + "\r\n" + REGION.replace("\n", "\r\n")


def test_a_second_run_sends_nothing(clone: Path, forge: FakeForge) -> None:
    describe(clone)
    forge.calls.clear()
    result = describe(clone)
    assert (result.exit_code, result.output) == (0, "request 7 says so already\n")
    assert orders(forge) == []


def test_a_change_of_the_branch_changes_the_region_alone(clone: Path, forge: FakeForge) -> None:
    forge.world.requests[0].body = f"above\n\n{REGION}below, by hand"
    write(clone, "more.py", "1\n")
    commit(clone, "More")
    describe(clone)
    assert body(forge) == f"above\n\n{REGION.replace('| 1 |', '| 2 |')}below, by hand"


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_body_gets_the_region_alone(empty: str | None, clone: Path, forge: FakeForge) -> None:
    forge.world.requests[0].body = empty
    describe(clone)
    assert body(forge) == REGION


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(clone: Path, forge: FakeForge) -> None:
    forge.world.requests[0].body = "Why\n"
    result = describe(clone, "--write", "--dry-run")
    added = "".join(f"+{line}\n" for line in ("", *REGION.splitlines()))
    head = "--- a/request/7\n+++ b/request/7\n@@ -1 +1,13 @@\n Why\n"
    assert (result.exit_code, result.output) == (0, head + added)
    assert orders(forge) == []
    assert describe(clone, "--dry-run").output == result.output


def test_without_write_no_forge_is_asked(clone: Path, forge: FakeForge) -> None:
    assert run(clone, "request", "describe").output == "\n".join(REGION.splitlines()[2:-2]) + "\n"
    assert forge.calls == []


def test_a_body_that_was_changed_meanwhile_is_read_anew(clone: Path, forge: FakeForge) -> None:
    describe(clone)
    forge.world.requests[0].body = f"Other words\n\n{REGION}"
    write(clone, "more.py", "1\n")
    commit(clone, "More")
    describe(clone)
    assert body(forge).startswith("Other words\n\n")


# ── Which request ───────────────────────────────────────────────────────────────────────────────


def test_a_pipeline_writes_into_the_request_under_test(
    clone: Path, forge: FakeForge, monkeypatch: pytest.MonkeyPatch
) -> None:
    forge.world.requests = [Request(7, body="x"), Request(12, source="other", body="")]
    git("switch", "--quiet", "--detach", where=clone)
    for name, value in {"CHANGE_ID": "12", "CHANGE_BRANCH": "other", "CHANGE_TARGET": "develop"}.items():
        monkeypatch.setenv(name, value)
    assert describe(clone).output == "request 12 says so now\n"
    assert [request.body for request in forge.world.requests] == ["x", REGION]


def test_of_several_requests_of_a_branch_the_one_to_where_it_began_is_meant(clone: Path, forge: FakeForge) -> None:
    forge.world.requests = [Request(6, target="main"), Request(7)]
    assert describe(clone).output == "request 7 says so now\n"
    forge.world.requests = [Request(6, target="main")]
    assert describe(clone).output == "request 6 says so now\n"


def test_without_an_open_request_it_asks_for_one(clone: Path, forge: FakeForge) -> None:
    forge.world.requests = [Request(7, is_open=False)]
    result = describe(clone)
    assert result.exit_code == 2
    assert result.stderr == "error: no request of feature/x is open; open one, then run it again\n"
    git("switch", "--quiet", "--detach", where=clone)
    assert describe(clone).stderr == "error: no request of this commit is open; open one, then run it again\n"
    assert orders(forge) == []


# ── Refused ─────────────────────────────────────────────────────────────────────────────────────


def test_a_token_without_the_right_is_one_line(kind: str, clone: Path, forge: FakeForge) -> None:
    forge.world.tokens = {TOKEN: Sight(is_reading=True)}
    result = describe(clone)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert f"is not for {kind.upper()}_TOKEN to change (" in result.stderr
    assert body(forge) == FORM


def test_without_a_token_it_is_one_line(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_TOKEN", "GITLAB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    result = describe(clone)
    assert result.exit_code == 2
    assert "_TOKEN is not set, so nobody asked 127.0.0.1; set " in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_forge_that_is_down_is_one_line(clone: Path, forge: FakeForge) -> None:
    forge.faults.append(Fault(500))
    result = describe(clone)
    assert result.exit_code == 2
    assert result.stderr.endswith("answered 500; run again later\n")


@pytest.mark.parametrize(
    ("damaged", "what"),
    [
        (f"a\n{BEGIN}\nb\n", "request 7:2: the mark <!-- team:request --> does not pair: put <!-- /team:request -->"),
        (f"a\nb\n{END}\n", "request 7:3: the mark <!-- /team:request --> does not pair: put <!-- team:request -->"),
        (REGION * 2, "request 7:12: the mark <!-- team:request --> does not pair: the region stands twice"),
    ],
)
def test_a_body_in_which_somebody_damaged_the_marks_is_left_alone(
    damaged: str, what: str, clone: Path, forge: FakeForge
) -> None:
    forge.world.requests[0].body = damaged
    result = describe(clone)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"error: {what}")
    assert result.stderr.count("\n") == 1
    assert (body(forge), orders(forge)) == (damaged, [])


# ── Room ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["github"], indirect=True)
def test_sql_is_cut_where_the_forge_takes_no_more(clone: Path, forge: FakeForge) -> None:
    migration = "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    operations = []\n"
    write(clone, "shop/migrations/__init__.py", "")
    for number in (1, 2):
        write(clone, f"shop/migrations/000{number}_step.py", migration)
    write(clone, "manage.py", "")
    write(clone, ".venv/bin/python", "#!/bin/sh\nseq 20000\n")
    (clone / ".venv/bin/python").chmod(0o755)
    write(clone, ".gitignore", ".venv\n")
    commit(clone, "Migrate")
    assert describe(clone).output == "request 7 says so now\n"
    assert 60_000 < len(body(forge)) <= 65_536
    assert body(forge).startswith(FORM)
    assert body(forge).count("Cut here; the rest comes from `manage.py sqlmigrate shop 000") == 2
    forge.world.requests[0].body = "x" * 65_400
    result = describe(clone)
    assert result.exit_code == 2
    assert result.stderr == "error: the body of request 7 leaves no room for a description; shorten it\n"


# ── What people wrote ───────────────────────────────────────────────────────────────────────────


class OneRequest:
    """A forge with one request."""

    def __init__(self, body: str) -> None:
        self.text = body
        self.orders = 0

    def opened(self, _: str) -> tuple[Opened, ...]:
        return (Opened(7, "develop", ""),)

    def body(self, _: int) -> str:
        return self.text

    def rewrite(self, _: int, body: str) -> None:
        self.text = body
        self.orders += 1


ODD = st.sampled_from(["", "text", "<!-- why? -->", f"> {BEGIN}", "```", f"{END} or so"])
LINES = st.lists(ODD | st.text(max_size=20), max_size=4)
NOW = datetime(2026, 1, 5, tzinfo=UTC)
CHANGE = Ground("feature/x", None, Branch("develop", None, "1", "Ada", NOW), "1", "2", ())


@given(above=LINES, below=LINES, end=st.sampled_from(["\n", "\r\n"]), new=st.text(max_size=40) | st.just(REGION))
def test_the_text_around_a_region_is_kept_and_a_second_run_sends_nothing(
    above: list[str], below: list[str], end: str, new: str
) -> None:
    before, after = "".join(f"{line}{end}" for line in above), end.join(below)
    forge = OneRequest(before + REGION.replace("\n", end) + after)
    for _ in range(2):
        done = bring(cast("Forge", forge), CHANGE, lambda _: new, 10**6, dry_run=False)
        assert isinstance(done, Rewriting)
        assert forge.text.startswith(before + BEGIN + end)
        assert forge.text.endswith(END + end + after)
        assert forge.orders <= 1


@given(text=st.text(max_size=40), new=st.text(max_size=40))
def test_the_text_before_a_first_region_is_kept(text: str, new: str) -> None:
    forge = OneRequest(text)
    bring(cast("Forge", forge), CHANGE, lambda _: new, 10**6, dry_run=False)
    assert forge.text.startswith(text)
    assert forge.orders == 1
