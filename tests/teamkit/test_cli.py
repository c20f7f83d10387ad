"""The commands, as a person at a terminal meets them."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from histories import commit, git

from teamkit.checks import CHECKS
from teamkit.cli import main

TEAM = """\
# The team of a shop.
users:
  ada: {name: Ada, handle: ada, chat: "@ada", timezone: Europe/London}  # knows the schema
  grace: {name: Grace, handle: grace}
  alan: {name: Alan, handle: alan}
areas:
  everything: {title: Everything else, paths: ["*"], accountable: ada, deputy: grace, responsible: [alan]}
  schema: {title: Database schema, paths: ["**/migrations/"], accountable: grace, deputy: alan, responsible: [ada]}
"""
MIGRATION = "apps/orders/migrations/0001_initial.py"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    for path, text in {"team.yml": TEAM, MIGRATION: "", "manage.py": "", "AGENTS.md": "# Ours\n"}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    commit(folder, "Start")
    run(folder, "team", "sync")
    commit(folder, "Publish the team")
    return folder


def run(folder: Path, *words: str, **options: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), *words], **options)  # type: ignore[arg-type]


def change(folder: Path, old: str, new: str, path: str = "team.yml") -> None:
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new))


def states(result: Result) -> dict[str, str]:
    return {check["name"]: check["state"] for check in json.loads(result.output)["checks"]}


# ── One file, and everything that follows from it ───────────────────────────────────────────────


def test_a_new_schema_owner_is_new_everywhere(repository: Path) -> None:
    change(repository, "accountable: grace, deputy: alan", "accountable: alan, deputy: grace")
    run(repository, "team", "sync")
    assert "**/migrations/ @alan @grace @ada" in (repository / ".github/CODEOWNERS").read_text()
    assert "| Database schema | Alan | Grace |" in (repository / "docs/team/who-decides.md").read_text()
    assert "| Database schema | R | D | **A** |" in (repository / "docs/team/responsibilities.md").read_text()
    assert "decides   Alan (@alan, UTC)" in run(repository, "who", MIGRATION).output


def test_a_second_sync_changes_nothing(repository: Path) -> None:
    assert run(repository, "team", "sync").output == "everything is current\n"
    assert git("status", "--porcelain", where=repository) == ""


def test_check_and_dry_run_write_nothing_and_show_the_difference(repository: Path) -> None:
    change(repository, "name: Grace", "name: Grace H.")
    for flag, code in (("--check", 1), ("--dry-run", 0)):
        result = run(repository, "team", "sync", flag)
        assert result.exit_code == code
        assert "+| Database schema | Grace H. | Alan |" in result.output
    assert git("status", "--porcelain", where=repository) == "M team.yml"


# ── Checks go red, and the command they name mends them ─────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "old", "new", "name"),
    [
        (".github/CODEOWNERS", "@ada", "@eve", "generated-files-current"),
        ("team.yml", "deputy: alan, ", "", "deputy-present"),
        ("team.yml", '"**/migrations/"', '"**/migrations/", "/gone/"', "rules-alive"),
        ("team.yml", 'paths: ["*"]', 'paths: ["/manage.py"]', "every-file-owned"),
    ],
)
def test_what_no_longer_agrees_is_red_with_its_remedy(
    path: str, old: str, new: str, name: str, repository: Path
) -> None:
    assert run(repository, "check", name).exit_code == 0
    change(repository, old, new, path)
    result = run(repository, "check", name)
    assert result.exit_code == 1
    assert re.search(rf"^fail +{name} ", result.output, re.MULTILINE)
    assert "→ " in result.output


def test_the_remedy_of_an_edited_owners_file_mends_it(repository: Path) -> None:
    change(repository, "@ada", "@eve", ".github/CODEOWNERS")
    assert "teamkit team sync" in run(repository, "check", "generated-files-current").output
    run(repository, "team", "sync")
    assert run(repository, "check", "generated-files-current").exit_code == 0


def test_an_owners_file_written_by_hand_is_red_kept_and_hides_no_other_check(repository: Path) -> None:
    (repository / ".github/CODEOWNERS").write_text("* @us\n")
    result = run(repository, "check", "generated-files-current", "deputy-present")
    assert re.search(r"^fail +generated-files-current", result.output, re.MULTILINE)
    assert re.search(r"^pass +deputy-present", result.output, re.MULTILINE)
    assert "was written by hand and is not overwritten" in run(repository, "team", "sync").stderr
    assert (repository / ".github/CODEOWNERS").read_text() == "* @us\n"


def test_an_owners_file_that_a_forge_would_read_instead_hides_no_other_check(repository: Path) -> None:
    (repository / "CODEOWNERS").write_text("* @us\n")
    result = run(repository, "check", "generated-files-current", "deputy-present")
    assert "CODEOWNERS differs from what team.yml gives" in result.output
    assert re.search(r"^pass +deputy-present", result.output, re.MULTILINE)
    assert "take its rules into team.yml and delete it" in run(repository, "team", "sync").stderr


def test_a_hook_stops_at_what_fails_and_not_at_what_is_unknown(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = replace(CHECKS["both-away"], run=lambda _: [CHECKS["both-away"].cannot_tell("it is dark")])
    monkeypatch.setitem(CHECKS, "both-away", blind)
    result = run(repository, "--quiet", "check", "--local")
    assert (result.exit_code, "it is dark" in result.output) == (0, True)
    assert run(repository, "check", "both-away").exit_code == 2
    change(repository, "deputy: alan, ", "")
    assert run(repository, "check", "--local").exit_code == 1


def test_what_nobody_could_look_at_is_unknown_and_no_pass(repository: Path) -> None:
    assert run(repository, "check", "write-access").exit_code == 2
    assert run(repository, "check", "write-access", "--require", "write-access").exit_code == 1
    assert "write-access" not in run(repository, "check", "--local").output


def test_quiet_says_what_is_wrong_and_nothing_else(repository: Path) -> None:
    assert run(repository, "--quiet", "check", "deputy-present").output == ""
    change(repository, "deputy: alan, ", "")
    result = run(repository, "--quiet", "check", "deputy-present", "one-accountable")
    assert result.exit_code == 1
    assert result.output.startswith("fail    deputy-present")
    assert "one-accountable" not in result.output
    assert run(repository, "--quiet", "team", "sync").output == ""


def test_every_check_answers_in_json(repository: Path) -> None:
    found = states(run(repository, "check", "--format", "json"))
    assert len(found) >= 13
    assert found["write-access"] == "unknown"
    assert found["generated-files-current"] == "pass"


def test_selftest_counts_what_it_tried(repository: Path) -> None:
    result = run(repository, "selftest")
    assert result.exit_code == 0
    assert re.search(r"^\d+ checks, \d+ red, \d+ green, \d+ unknown$", result.output, re.MULTILINE)


# ── Who answers ─────────────────────────────────────────────────────────────────────────────────


def test_an_absence_is_written_with_the_comments_kept_and_the_deputy_answers(repository: Path) -> None:
    result = run(repository, "team", "away", "ada", "2000-01-01", "2999-12-31")
    assert result.exit_code == 0
    text = (repository / "team.yml").read_text()
    assert "# The team of a shop." in text
    assert "# knows the schema" in text
    said = run(repository, "who", "manage.py").output
    assert "decides   Grace (@grace, UTC)" in said
    assert "Ada is away until 2999-12-31" in said
    assert "grace for ada" in run(repository, "team", "show").output


def test_an_absence_that_is_over_is_ignored(repository: Path) -> None:
    run(repository, "team", "away", "ada", "2000-01-01", "2000-01-31")
    assert "decides   Ada" in run(repository, "who", "manage.py").output


def test_who_speaks_of_the_change_at_hand(repository: Path) -> None:
    git("switch", "--quiet", "--create", "feature/x", where=repository)
    (repository / MIGRATION).write_text("x = 1\n")
    found = json.loads(run(repository, "who", "--changed", "main", "--format", "json").output)
    assert [concern["area"] for concern in found["concerns"]] == ["schema"]
    assert found["concerns"][0]["paths"] == [MIGRATION]
    assert "Grace" in run(repository, "who", "--changed", "main", "--format", "markdown").output


def test_a_person_is_added_by_answers_to_questions(repository: Path) -> None:
    result = run(repository, "team", "add", input="eve\nEve\neve-on-forge\n\nUTC\n")
    assert result.exit_code == 0, result.output
    assert "eve:" in (repository / "team.yml").read_text()
    assert "eve is in the team; name areas in team.yml, then run: teamkit team sync" in result.output


def test_the_first_person_is_accountable_wherever_nobody_is(repository: Path) -> None:
    areas = 'areas:\n  all: {title: All, paths: ["*"]}\n  api:\n    title: API\n    paths: [/api/]  # soon\n'
    (repository / "team.yml").write_text(f"users: {{}}\n\n{areas}")
    assert (
        run(repository, "team", "add", "--id=eve", "--name=Eve", "--handle=e", "--chat=@e", "--timezone=UTC").exit_code
        == 0
    )
    text = (repository / "team.yml").read_text()
    assert (text.count("accountable: eve"), "# soon" in text) == (2, True)
    assert (
        run(repository, "team", "add", "--id=bob", "--name=Bob", "--handle=b", "--chat=@b", "--timezone=UTC").exit_code
        == 0
    )
    assert "accountable: bob" not in (repository / "team.yml").read_text()


def test_what_the_disk_refuses_is_one_line(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "CODEOWNERS":
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, missing_ok=missing_ok)

    change(repository, "users:", "forge: gitlab\nusers:")
    monkeypatch.setattr(Path, "unlink", refuse)
    result = run(repository, "team", "sync")
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
    assert "CODEOWNERS: Permission denied; mend its rights or make room" in result.stderr
    assert isinstance(run(repository, "--debug", "team", "sync").exception, PermissionError)


def test_a_broken_team_gets_no_first_person(repository: Path) -> None:
    (repository / "team.yml").write_text("areas: [api]\n")
    result = run(repository, "team", "add", "--id=eve", "--name=Eve", "--handle=e", "--chat=@e", "--timezone=UTC")
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
    assert (repository / "team.yml").read_text() == "areas: [api]\n"


# ── Bad input ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "rules-aliv"], '"rules-aliv" is not a check; did you mean rules-alive?'),
        (["explain", "xyzzy"], '"xyzzy" is not a check; known: '),
        (["team", "away", "eve", "2026-01-01", "2026-01-02"], '"eve" is nobody in this file; known: ada, grace, alan'),
        (["team", "away", "ada", "2026-01-02", "2026-01-01"], "is before from 2026-01-02; swap them"),
        (["team", "add", "--id", "ada", "--name", "A"], '"ada" is in this file already; choose another id'),
        (["who", "--changed", "nowhere"], "nowhere"),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(words: list[str], said: str, repository: Path) -> None:
    result = run(repository, *words, input="\n\n\n")
    assert result.exit_code == 3
    assert said in result.stderr.splitlines()[-1]
    assert result.stderr.splitlines()[-1].startswith("error: ")
    assert git("status", "--porcelain", where=repository) == ""


def test_a_broken_team_file_is_named_with_its_line_and_debug_shows_the_rest(repository: Path) -> None:
    change(repository, "accountable: ada", "acountable: ada")
    result = run(repository, "check")
    assert result.stderr == (
        "error: team.yml:7: areas.everything.acountable: is not a key of team.yml; did you mean accountable?\n"
    )
    assert run(repository, "--debug", "check").exception is not None


def test_outside_a_repository_is_one_line(tmp_path: Path) -> None:
    result = run(tmp_path, "check")
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
    assert "not a git repository" in result.stderr


# ── Starting ────────────────────────────────────────────────────────────────────────────────────


def test_starting_imports_nothing_heavy() -> None:
    code = "import sys, teamkit.cli; print(sorted({'pydantic', 'rich', 'ruamel'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_output_that_is_no_terminal_has_no_colours(repository: Path) -> None:
    command = [str(Path(sys.executable).parent / "teamkit"), "--root", str(repository), "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "\x1b[" not in done.stdout
    assert "generated-files-current" in done.stdout
