"""Checks and tests of a project run before and after an update, and what is new in them is told."""

import json
import os
import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from updates import a_project, a_source, run

from teamkit.findings import Refusal, Unseen
from teamkit.lifecycle.updating.checking import checked
from teamkit.lifecycle.updating.describing import text
from teamkit.lifecycle.updating.model import Kind, Outcome, Rehearsal, Trial
from teamkit.lifecycle.updating.rehearsing import Scene, rehearse
from teamkit.lifecycle.updating.suites import put_to_test
from teamkit.telling.updating_data import as_json

PYTEST = """\
#!/usr/bin/env python3
import os, pathlib, shlex
folder = pathlib.Path.cwd()
report = shlex.split(os.environ["PYTEST_ADDOPTS"])[-1].partition("=")[2]
failed = (folder / "failing").read_text().split()
cases = "".join(f'<testcase classname="tests.test_a" name="{name}"><failure/></testcase>' for name in failed)
pathlib.Path(report).write_text(f'<testsuites><testsuite>{cases}<testcase name="good"/></testsuite></testsuites>')
(folder / "seen").write_text(" ".join(name for name in os.environ if "TOKEN" in name or "UV_PROJECT" in name))
raise SystemExit(bool(failed))
"""


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A project that is tested by something that looks like pytest, before and after."""
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pyproject.toml").write_text("[tool.pytest]\n")
        (tmp_path / name / "failing").write_text("test_old")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/pytest").write_text(PYTEST)
    (tmp_path / "bin/pytest").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return Scene(tmp_path / "before", tmp_path / "after", "")


def test_a_test_that_fails_anew_is_named_and_one_that_failed_before_is_not(scene: Scene) -> None:
    (scene.after / "failing").write_text("test_old test_new")
    found = put_to_test(scene, None, 60)
    assert found.command == "pytest"
    assert (found.broken, found.known) == (frozenset({"tests.test_a::test_new"}), frozenset({"tests.test_a::test_old"}))


def test_tests_see_no_token_and_no_environment_of_others(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_TOKEN", "SECRET_TOKEN", "UV_PROJECT_ENVIRONMENT"):
        monkeypatch.setenv(name, "recognisable")
    put_to_test(scene, None, 60)
    assert (scene.after / "seen").read_text() == ""


@pytest.mark.parametrize(
    ("files", "command"),
    [
        ({"justfile": "run:\n    x\n\ntest *options:\n    pytest\n", "manage.py": ""}, "just test"),
        ({"justfile": "run:\n    x\n", "manage.py": ""}, "pytest"),
        ({"pyproject.toml": "", "pytest.ini": ""}, "pytest"),
        ({"pyproject.toml": "", "setup.cfg": "[tool:pytest]\n"}, "pytest"),
        ({"pyproject.toml": "", "manage.py": ""}, "python manage.py test"),
    ],
)
def test_a_project_is_tested_as_it_is_set_up(files: dict[str, str], command: str, scene: Scene) -> None:
    for name, content in files.items():
        (scene.after / name).write_text(content)
    assert put_to_test(scene, None, 60).command == command


def test_a_command_that_is_no_pytest_is_known_by_how_it_ends(scene: Scene) -> None:
    assert put_to_test(scene, "test -e failing", 60).broken == frozenset()
    (scene.after / "failing").unlink()
    assert put_to_test(scene, "test -e failing", 60).broken == frozenset({"test -e failing ends with 1"})


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("nothing-like-it", "nothing-like-it cannot run (No such file or directory)"),
        ("sleep 60", "sleep 60 took longer than 0 s"),
    ],
)
def test_what_cannot_run_is_unknown_and_no_pass(command: str, told: str, scene: Scene) -> None:
    found = put_to_test(scene, command, 0.2 if "sleep" in command else 60)
    assert isinstance(found.broken, Unseen)
    assert found.broken.why == told


def test_a_command_that_is_none_is_refused(scene: Scene) -> None:
    with pytest.raises(Refusal, match=r"^--test 'a: No closing quotation; write it as in a shell$"):
        put_to_test(scene, "'a", 60)
    with pytest.raises(Refusal, match=r"^--test names no command; leave tests out by --no-tests$"):
        put_to_test(scene, " ", 60)


UV = """\
#!/bin/sh
test "$1" = sync && { echo "error: no network" >&2; exit 2; }
"""


def test_where_the_environment_cannot_be_made_nobody_knows(scene: Scene, tmp_path: Path) -> None:
    (scene.after / "uv.lock").write_text("")
    (tmp_path / "bin/uv").write_text(UV)
    (tmp_path / "bin/uv").chmod(0o755)
    found = put_to_test(scene, None, 60)
    assert found.command == "uv run --no-sync pytest"
    assert isinstance(found.broken, Unseen)
    assert found.broken.why == "uv sync --quiet failed: error: no network"


def test_without_uv_a_locked_project_is_unknown(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    (scene.after / "uv.lock").write_text("")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    found = put_to_test(scene, None, 60)
    assert isinstance(found.broken, Unseen)
    assert found.broken.why == "uv is missing, and uv.lock is there"


# ── As a whole ──────────────────────────────────────────────────────────────────────────────────


def team(*areas: str) -> str:
    listed = "".join(f'  {area}: {{title: A, paths: ["/{area}/"], accountable: ada}}\n' for area in areas)
    return f"users:\n  ada: {{name: Ada, handle: ada}}\n  grace: {{name: Grace, handle: grace}}\nareas:\n{listed}"


def test_a_check_and_a_test_that_break_are_told_and_ask_for_a_person(tmp_path: Path) -> None:
    source = a_source(tmp_path / "source", {"team.yml": team("docs"), "docs/a.md": "", "marker": ""})
    project = a_project(source, tmp_path / "project")
    source.release("v2.0.0", {"team.yml": team("docs", "gone"), "marker": None})
    done = run(project, "rehearse", "--test", "test -e marker")
    assert done.exit_code == 1
    assert "\nteamkit check --local fails anew: " in done.output
    assert "rules-alive: " in done.output
    assert "\ntest -e marker fails anew: test -e marker ends with 1\n" in done.output
    written = run(project, "rehearse", "--test", "test -e marker", "--format", "markdown").output
    assert "### `test -e marker` fails anew\n\n- `test -e marker ends with 1`\n" in written


def test_programs_get_what_failed_and_what_nobody_saw() -> None:
    trials = (Trial("a", frozenset({"x"}), frozenset({"x", "y"})), Trial("b", Unseen("dark", "light"), frozenset()))
    told = json.loads(as_json(Rehearsal("/x", "v1", "v2", "1" * 40, (), trials=trials)))
    dark = {"unseen": "dark", "mend": "light"}
    assert told["trials"] == [
        {"command": "a", "before": ["x"], "after": ["x", "y"], "broken": ["y"]},
        {"command": "b", "before": dark, "after": [], "broken": dark},
    ]
    assert told["exit_code"] == 1


def test_where_nobody_knows_the_tests_the_exit_code_says_so(tmp_path: Path) -> None:
    source = a_source(tmp_path / "source", {"a.txt": "1\n"})
    project = a_project(source, tmp_path / "project")
    source.release("v2.0.0", {"a.txt": "2\n"})
    done = run(project, "rehearse")
    assert done.exit_code == 2
    assert (
        "tests: unknown: nobody knows how this project is tested; say it: --test COMMAND, or leave it out: --no-tests\n"
    ) in done.output
    assert run(project, "rehearse", "--no-tests").exit_code == 0


def test_a_team_that_cannot_be_read_after_the_update_is_unknown(tmp_path: Path) -> None:
    source = a_source(tmp_path / "source", {"team.yml": team("docs"), "docs/a.md": ""})
    project = a_project(source, tmp_path / "project")
    source.release("v2.0.0", {"team.yml": "users: [\n"})
    found = rehearse(project, tries=(partial(checked, today=date(2026, 1, 1)),))
    assert isinstance(found.trials[0].after, Unseen)
    assert found.exit_code == 2


def test_a_text_that_is_too_long_for_a_request_ends_after_a_whole_part() -> None:
    many = tuple(Outcome(f"{number}.txt", Kind.NEW, "the template adds it") for number in range(300))
    found = Rehearsal("/x", "v1", "v2", "1" * 40, many, news="- much\n" * 10_000)
    written = text(found, 65_536)
    assert len(written) < 65_536
    assert written.endswith("The rest is longer than a request may be: `teamkit rehearse` shows it.\n")
    assert "\n- and 200 more\n" in written
