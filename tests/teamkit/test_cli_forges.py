"""`teamkit check write-access` in a clone of a repository on a forge: red, green, and unknown with its remedy."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fake_forge.server import FakeForge
from fake_forge.state import TOKEN, Group, Level, Request, Sight
from fake_forge.using import environment
from histories import commit, git

from teamkit.cli import main
from teamkit.cli.base import TODAY
from teamkit.findings import Unseen
from teamkit.lifecycle.looking import look

TEAM = """\
forge: {kind}
users:
  ada: {{name: Ada, handle: ada}}
  grace: {{name: Grace, handle: grace}}
groups:
  core: {{members: [ada, grace], handle: org/core}}
areas:
  everything: {{title: Everything else, paths: ["*"], accountable: ada, deputy: grace}}
  schema: {{title: Database schema, paths: ["/db/"], accountable: core}}
"""


@pytest.fixture(params=["github", "gitlab"])
def clone(request: pytest.FixtureRequest, forge: FakeForge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone whose owners may all write, in the environment of a pipeline."""
    forge.world.members = {"ada": Level.WRITE, "grace": Level.ADMIN}
    forge.world.groups = {"org/core": Group({"ada": Level.WRITE}, Level.WRITE)}
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "GH_", "GITLAB_", "CI_")):
            monkeypatch.delenv(name)
    for name, value in environment(forge, request.param, tmp_path / "cache").items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "team.yml").write_text(TEAM.format(kind=request.param))
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    git("remote", "add", "origin", f"{forge.url}/org/shop.git", where=folder)
    commit(folder, "Start")
    return folder


def check(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), "check", *words])


def test_owners_who_may_all_write_are_green(clone: Path) -> None:
    result = check(clone, "write-access")
    assert result.output == "pass    write-access  Every owner may write to the repository.\n"
    assert result.exit_code == 0


def test_an_owner_and_a_team_who_may_not_write_are_red_with_their_lines(clone: Path, forge: FakeForge) -> None:
    forge.world.members = {"ada": Level.WRITE, "grace": Level.READ}
    forge.world.groups = {"org/core": Group({"ada": Level.WRITE}, Level.READ)}
    result = check(clone, "write-access")
    assert result.exit_code == 1
    assert "team.yml:4: @grace owns an area and may not write to the repository" in result.output
    assert "team.yml:6: @org/core owns an area and may not write to the repository" in result.output
    assert "@ada" not in result.output


def test_a_team_that_the_token_does_not_see_is_unknown(clone: Path, forge: FakeForge) -> None:
    forge.world.groups = {"org/core": Group(level=Level.WRITE, is_hidden=True)}
    result = check(clone, "write-access")
    assert result.exit_code == 2
    assert "nobody could look whether @org/core may write" in result.output
    assert "or give the token the right to read them" in result.output


def test_without_a_token_it_is_unknown_and_names_the_variable(
    clone: Path, forge: FakeForge, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GITHUB_TOKEN", "GITLAB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    result = check(clone, "write-access")
    assert result.exit_code == 2
    assert "_TOKEN is not set, so nobody asked 127.0.0.1" in result.output
    assert forge.calls == []


def test_a_token_that_is_not_accepted_is_unknown_and_not_shown(clone: Path, forge: FakeForge) -> None:
    forge.world.tokens = {"another": Sight()}
    result = check(clone, "write-access")
    assert result.exit_code == 2
    assert "does not accept GIT" in result.output
    assert TOKEN not in result.output + result.stderr


def test_a_local_run_and_checks_that_need_no_forge_ask_none(clone: Path, forge: FakeForge) -> None:
    check(clone, "--local")
    check(clone, "deputy-present")
    assert forge.calls == []


def test_open_requests_are_a_fact_for_checks_that_ask(
    clone: Path, forge: FakeForge, monkeypatch: pytest.MonkeyPatch
) -> None:
    forge.world.requests = [Request(1, source="feature/x")]
    (request,) = look(clone, TODAY, {"requests"}).requests  # type: ignore[misc]
    assert (request.number, request.source) == (1, "feature/x")
    assert look(clone, TODAY, {"team"}).requests is None
    git("remote", "remove", "origin", where=clone)
    assert look(clone, TODAY, {"requests"}).requests is None
    unseen = look(clone, TODAY, {"access"}).access
    assert unseen == Unseen("no remote of this repository is on a forge", "add one: git remote add origin URL")


def test_a_second_run_costs_nothing_but_304(clone: Path, forge: FakeForge) -> None:
    first = check(clone, "write-access").output
    forge.calls.clear()
    assert check(clone, "write-access").output == first
    assert set(forge.statuses) == {304}
    assert git("status", "--porcelain", where=clone) == ""
