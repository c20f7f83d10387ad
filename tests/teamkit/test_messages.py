"""What commits say, and the form that a repository asks for."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from commitizen.defaults import CONFIG_FILES
from histories import commit, git

from teamkit.cli import main
from teamkit.findings import Unseen
from teamkit.history.messages import Form, Message, Messages
from teamkit.lifecycle.checkout import Checkout
from teamkit.lifecycle.form import FILES, form
from teamkit.lifecycle.messages import messages

CONVENTIONAL = "[tool.commitizen]\nname = 'cz_conventional_commits'\n"


def configure(folder: Path, text: str = CONVENTIONAL, file: str = "pyproject.toml") -> None:
    (folder / file).write_text(text)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that asks for conventional commits, on a branch of its own."""
    git("init", "--quiet", "--initial-branch=main", where=tmp_path)
    configure(tmp_path)
    commit(tmp_path, "An old start")
    git("switch", "--quiet", "--create", "feature/x", where=tmp_path)
    return tmp_path


def hold(folder: Path, text: str) -> Result:
    """Call what the hook calls."""
    (folder / "MESSAGE").write_text(text)
    return CliRunner().invoke(main, ["--root", str(folder), "flow", "message", str(folder / "MESSAGE")])


def look(folder: Path, target: str | None = None) -> Messages:
    found = messages(Checkout(folder, ()), target)
    assert isinstance(found, Messages)
    return found


def said(folder: Path, target: str | None = None) -> list[str]:
    return [message.subject for message in look(folder, target).own]


# ── The hook ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "feat: add prices\n",
        "fix(shop)!: stop a loop\n\nBecause.\n",
        "bump: version 0.1.0 → 0.2.0",
        "Merge branch 'develop' into feature/x",
        'Revert "feat: add prices"\n\nThis reverts commit 1a2b3c4.',
        "fixup! feat: add prices",
        "feat: add prices\n# Please enter the commit message\n# on branch feature/x\n",
        f"feat: add prices\n# {'-' * 24} >8 {'-' * 24}\ndiff --git a/x b/x\n",
        "",
        "# nothing but a comment\n",
    ],
)
def test_the_hook_lets_a_message_pass_that_has_the_form_or_that_git_wrote(text: str, repository: Path) -> None:
    result = hold(repository, text)
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "Add prices\n\nfeat: x\n",
            '"Add prices" has not the form that pyproject.toml asks for: <type>(<scope>): <subject>',
        ),
        ("feature: add prices", '"feature: add prices" has not the form'),
        ("feat: add prices\nfor all\n", '"feat: add prices" is not followed by an empty line'),
        ("caf\xe9", '"caf\xe9" has not the form'),
    ],
)
def test_the_hook_says_in_one_line_what_is_wrong_with_an_example(text: str, what: str, repository: Path) -> None:
    result = hold(repository, text)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith(what)
    assert result.stderr.endswith("; for example: fix: correct minor typos in code\n")


def test_bytes_that_are_no_text_are_no_traceback(repository: Path) -> None:
    (repository / "MESSAGE").write_bytes(b"caf\xe9")
    result = CliRunner().invoke(main, ["--root", str(repository), "flow", "message", str(repository / "MESSAGE")])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_the_repositorys_own_configuration_decides(repository: Path) -> None:
    configure(repository, CONVENTIONAL + "message_length_limit = 20\nallowed_prefixes = ['WIP']\n")
    assert hold(repository, "WIP").exit_code == 0
    assert "has 33 letters, and pyproject.toml allows 20" in hold(repository, f"feat: {'x' * 27}").stderr
    assert hold(repository, "Merge branch 'x'").exit_code == 1
    configure(repository, "commitizen:\n  name: cz_jira\n", "cz.yaml")
    assert "asks for: <ignored text> <ISSUE_KEY>" in hold(repository, "feat: add prices").stderr


@pytest.mark.parametrize("text", ["[project]\nname = 'x'\n", "[dependency-groups]\ndev = ['commitizen']\n"])
def test_without_a_configuration_nothing_is_asked(text: str, repository: Path) -> None:
    configure(repository, text)
    assert hold(repository, "Whatever").exit_code == 0
    assert look(repository) == Messages(None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[tool.commitizen]\nname = 'cz_ours'\n", "names rules that do not come with this tool"),
        ("[tool.commitizen\n", "cannot be understood: Failed to parse"),
        ("[tool.commitizen]\nallowed_prefixes = 3\n", "cannot be understood: 'Integer' object is not iterable"),
        (
            "[tool.commitizen]\nname = 'cz_customize'\n[tool.commitizen.customize]\nschema_pattern = '('\n",
            "cannot be understood: missing )",
        ),
    ],
)
def test_a_form_that_nobody_can_tell_is_unknown_and_stops_no_commit(text: str, why: str, repository: Path) -> None:
    configure(repository, text)
    result = hold(repository, "Whatever")
    assert (result.exit_code, result.stderr.count("\n")) == (0, 1)
    assert result.stderr.startswith(f"unknown: pyproject.toml {why}")
    found = messages(Checkout(repository, ()), None)
    assert isinstance(found, Unseen)
    assert found.why.startswith(f"pyproject.toml {why}")


def test_configurations_are_looked_for_where_commitizen_does() -> None:
    assert FILES == CONFIG_FILES


def test_the_first_file_that_has_a_section_is_taken(repository: Path) -> None:
    configure(repository, '{"commitizen-not": 1}', ".cz.json")
    assert isinstance(found := form(repository), Form)
    assert found.file == "pyproject.toml"


# ── The commits of a branch ─────────────────────────────────────────────────────────────────────


def test_the_commits_that_lasting_branches_lack_are_the_branchs_own(repository: Path) -> None:
    commit(repository, "feat: one")
    commit(repository, "Two\n\nWith a body.")
    assert said(repository) == ["Two", "feat: one"]
    assert look(repository).own[0].text == "Two\n\nWith a body.\n"
    git("switch", "--quiet", "main", where=repository)
    assert said(repository) == []


def test_merges_and_what_they_bring_are_not_judged(repository: Path) -> None:
    commit(repository, "feat: one")
    git("switch", "--quiet", "main", where=repository)
    commit(repository, "Of others")
    git("switch", "--quiet", "feature/x", where=repository)
    git("merge", "--quiet", "--no-edit", "main", where=repository)
    assert said(repository) == ["feat: one"]


def test_what_the_target_has_is_not_judged_again(repository: Path) -> None:
    git("switch", "--quiet", "--create", "release/1.0.0", where=repository)
    commit(repository, "Of the release")
    git("switch", "--quiet", "--create", "bugfix/x", where=repository)
    commit(repository, "fix: one")
    assert said(repository) == ["fix: one", "Of the release"]
    assert said(repository, "release/1.0.0") == ["fix: one"]


def test_commits_that_nobody_asked_for_a_form_are_not_judged(repository: Path) -> None:
    git("switch", "--quiet", "main", where=repository)
    configure(repository, "[project]\n")
    commit(repository, "Ask for nothing")
    git("switch", "--quiet", "--create", "feature/old", where=repository)
    commit(repository, "As people wrote then")
    git("switch", "--quiet", "main", where=repository)
    configure(repository)
    commit(repository, "Ask for a form")
    git("switch", "--quiet", "feature/old", where=repository)
    git("merge", "--quiet", "--no-edit", "main", where=repository)
    commit(repository, "fix: as asked")
    assert said(repository) == ["fix: as asked"]


def test_the_commit_that_brings_the_configuration_was_not_asked_yet(repository: Path) -> None:
    git("switch", "--quiet", "main", where=repository)
    configure(repository, "[project]\n")
    commit(repository, "Ask for nothing")
    git("switch", "--quiet", "--create", "feature/update", where=repository)
    configure(repository)
    commit(repository, "Update the template")
    commit(repository, "feat: \x01 odd \x02")
    assert said(repository) == ["feat: \x01 odd \x02"]


@pytest.mark.parametrize("name", ["dependabot[bot]", "Renovate Bot", "renovate[bot]"])
def test_bots_have_a_form_of_their_own(name: str) -> None:
    assert Message("1" * 40, "", name, "Bump x").is_bots
    assert not Message("1" * 40, "", "Abbot", "Bump x").is_bots


def test_before_the_first_commit_nothing_was_said(tmp_path: Path) -> None:
    git("init", "--quiet", where=tmp_path)
    configure(tmp_path)
    assert look(tmp_path).own == ()


def test_a_history_that_is_cut_off_is_unknown(repository: Path) -> None:
    commit(repository, "feat: one")
    git("clone", "--quiet", "--depth=1", f"file://{repository}", "cut", where=repository)
    assert isinstance(messages(Checkout(repository / "cut", ()), None), Unseen)


# ── What the check makes of them ────────────────────────────────────────────────────────────────


def test_the_check_names_the_commit_and_hooks_leave_it_to_pipelines(repository: Path) -> None:
    commit(repository, "Add prices")
    runner = CliRunner()
    result = runner.invoke(main, ["--root", str(repository), "check", "commit-message"])
    assert result.exit_code == 1
    assert f'{git("rev-parse", "--short=10", "HEAD", where=repository)}: "Add prices" has not the form' in result.output
    (repository / "team.yml").write_text("users: {}\n")
    assert "commit-message" not in runner.invoke(main, ["--root", str(repository), "check", "--local"]).output
