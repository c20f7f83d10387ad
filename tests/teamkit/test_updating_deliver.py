"""An update comes as a branch that people look at; what is checked out stays as it is."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from copier import run_update
from histories import commit, git
from updates import LINES, Files, Source, a_project, a_source, at, everything, run, write

from teamkit.findings import Refusal
from teamkit.lifecycle.updating.delivering import Standing, update
from teamkit.lifecycle.updating.rehearsing import Wish

BRANCH = "chore/template-update"
FIRST = {"a.txt": f"1\n{LINES}", "old.txt": f"one\n{LINES}", "gone.txt": "1\n"}
SECOND = {"a.txt": f"2\n{LINES}", "old.txt": None, "name.txt": f"two\n{LINES}", "gone.txt": None}


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return a_source(tmp_path / "source", FIRST)


def begun(source: Source, folder: Path, **files: str) -> Path:
    """A project with edits, one version behind."""
    project = a_project(source, folder, {name.replace("_", "."): text for name, text in files.items()})
    source.release("v2.0.0", SECOND)
    return project


def subjects(folder: Path, branch: str) -> list[str]:
    return git("log", "--format=%s", f"main..{branch}", where=folder).splitlines()


def test_an_update_is_one_branch_and_nothing_else_moves(source: Source, tmp_path: Path) -> None:
    project = begun(source, tmp_path / "project", a_txt=f"1\n{LINES}mine\n")
    write(project, {"a.txt": "a draft\n", "untracked.txt": "mine\n"})
    git("add", "a.txt", where=project)
    before = {path: entry for path, entry in everything(project).items() if not path.startswith(".git/objects")}
    told = run(project, "update", "--no-tests")
    assert told.exit_code == 0
    changed = {path for path, entry in everything(project).items() if before.get(path) != entry}
    assert {path for path in changed if not path.startswith(".git/objects")} == {
        ".git/refs/heads/chore",
        f".git/refs/heads/{BRANCH}",
        ".git/logs/refs/heads/chore",
        f".git/logs/refs/heads/{BRANCH}",
    }
    assert at(project, BRANCH, "a.txt") == f"2\n{LINES}mine"
    assert subjects(project, BRANCH) == ["Update the template to v2.0.0"]
    assert "_commit: v2.0.0" in at(project, BRANCH, ".copier-answers.yml")
    subprocess.run(["git", "fsck", "--strict"], cwd=project, check=True, capture_output=True)


def test_an_edit_goes_along_to_the_name_that_the_template_gives(source: Source, tmp_path: Path) -> None:
    project = begun(source, tmp_path / "project", old_txt=f"one\n{LINES}mine\n")
    found = update(project, Wish())
    assert (found.undecided, found.exit_code) == ((), 0)
    assert at(project, BRANCH, "name.txt") == f"two\n{LINES}mine"
    assert "old.txt" not in git("ls-tree", "-r", "--name-only", BRANCH, where=project).split()


def test_what_nobody_can_decide_stays_as_it_is_and_is_listed_until_somebody_does(
    source: Source, tmp_path: Path
) -> None:
    project = begun(source, tmp_path / "project", a_txt=f"mine\n{LINES}", old_txt=f"mine\n{LINES}", gone_txt="mine\n")
    write(project, {"team.yml": "users: {}\n"})
    commit(project, "Name the team")
    told = run(project, "update", "--no-tests")
    assert told.exit_code == 1
    assert "for you to decide, and as you have it until then: 3 files, see .copier-undecided.md there\n" in told.output
    for path in ("a.txt", "name.txt"):
        assert at(project, BRANCH, path) == f"mine\n{LINES}".strip()
    assert at(project, BRANCH, "gone.txt") == "mine"
    listed = at(project, BRANCH, ".copier-undecided.md")
    assert [line for line in listed.splitlines() if line.startswith("## ")] == [
        "## `a.txt`",
        "## `gone.txt`",
        "## `name.txt`",
    ]
    assert "-1\n+2\n" in listed
    assert "-one\n+two\n" in listed
    assert "<<<<<<<" not in git("grep", "", BRANCH, where=project)
    git("switch", "--quiet", BRANCH, where=project)
    assert run(project, "check", "update-decided").exit_code == 1
    with pytest.raises(Refusal, match=r"^\.copier-undecided\.md: lists what the last update left to you; decide it"):
        update(project, Wish(answers={"name": "bakery"}))
    git("rm", "--quiet", ".copier-undecided.md", where=project)
    commit(project, "Decide")
    assert run(project, "check", "update-decided").exit_code == 0
    assert run(project, "update", "--no-tests").output == "the template is at v2.0.0: nothing to take\n"


def test_what_you_deleted_stays_deleted_and_is_said(source: Source, tmp_path: Path) -> None:
    project = a_project(source, tmp_path / "project", {"a.txt": None})
    source.release("v2.0.0", SECOND)
    told = run(project, "update", "--no-tests")
    assert "not delivered       a.txt  the template changes it, and you deleted it\n" in told.output
    assert told.exit_code == 0
    assert "a.txt" not in git("ls-tree", "--name-only", BRANCH, where=project).split()


# ── The branch ──────────────────────────────────────────────────────────────────────────────────


def test_twice_is_the_same_as_once_and_a_later_version_takes_its_place(source: Source, tmp_path: Path) -> None:
    project = begun(source, tmp_path / "project")
    first = update(project, Wish())
    head = git("rev-parse", BRANCH, where=project)
    assert update(project, Wish()).was is Standing.SAME
    assert git("rev-parse", BRANCH, where=project) == head == first.head
    source.release("v3.0.0", {"a.txt": f"3\n{LINES}"})
    assert update(project, Wish()).was is Standing.OLDER
    assert subjects(project, BRANCH) == ["Update the template to v3.0.0"]


def test_a_branch_that_people_worked_on_is_never_replaced(source: Source, tmp_path: Path) -> None:
    project = begun(source, tmp_path / "project")
    update(project, Wish())
    git("switch", "--quiet", BRANCH, where=project)
    write(project, {"a.txt": "amended\n"})
    git("commit", "--quiet", "--all", "--amend", "--no-edit", where=project)
    git("switch", "--quiet", "main", where=project)
    source.release("v3.0.0", {"a.txt": f"3\n{LINES}"})
    with pytest.raises(
        Refusal,
        match=rf"^the branch {BRANCH} has commits that no update made; take it, or delete it: "
        rf"git branch --delete --force {BRANCH}$",
    ):
        update(project, Wish())
    assert at(project, BRANCH, "a.txt") == "amended"


def test_a_dry_run_makes_no_branch(source: Source, tmp_path: Path) -> None:
    project = begun(source, tmp_path / "project")
    before = everything(project)
    told = run(project, "update", "--no-tests", "--dry-run").output
    assert f"{BRANCH} would begin at " in told
    assert "next:" not in told
    assert everything(project) == before


def test_the_branch_has_a_kind_of_the_flow_and_its_commits_the_form_that_is_asked_for(
    source: Source, tmp_path: Path
) -> None:
    asks = '[tool.commitizen]\nname = "cz_conventional_commits"\n'
    project = begun(source, tmp_path / "project")
    write(project, {"pyproject.toml": asks})
    commit(project, "build: ask for a form")
    git("branch", "develop", where=project)
    assert update(project, Wish()).branch == "feature/template-update"
    assert subjects(project, "feature/template-update") == ["chore: update the template to v2.0.0"]
    git("switch", "--quiet", "feature/template-update", where=project)
    assert run(project, "check", "commit-message", "branch-name").exit_code in {0, 3}


# ── The formatter ───────────────────────────────────────────────────────────────────────────────

FORMATTER = """\
#!/usr/bin/env python3
import sys
from pathlib import Path
for path in sys.argv[sys.argv.index("--") + 1 :]:
    Path(path).write_text(Path(path).read_text().replace("=1", " = 1"))
"""


@pytest.fixture
def formatted(tmp_path: Path) -> Path:
    """A project with a formatter, one version behind."""
    source = a_source(tmp_path / "source", {"a.py": "A = 0\n", "b.py": "B=1\n", "pyproject.toml": "[tool.ruff]\n"})
    project = a_project(source, tmp_path / "project", {".gitignore": ".venv\n"})
    source.release("v2.0.0", {"a.py": "A=1\n"})
    return project


def test_what_the_formatter_changes_is_a_commit_of_its_own(formatted: Path) -> None:
    write(formatted, {".venv/bin/ruff": FORMATTER})
    (formatted / ".venv/bin/ruff").chmod(0o755)
    assert run(formatted, "update", "--no-tests").exit_code == 0
    assert subjects(formatted, BRANCH) == ["Format what the update brings", "Update the template to v2.0.0"]
    assert git("diff", "--name-only", f"{BRANCH}~1", BRANCH, where=formatted) == "a.py"
    assert (at(formatted, f"{BRANCH}~1", "a.py"), at(formatted, BRANCH, "a.py")) == ("A=1", "A = 1")
    assert f"{BRANCH} has this update already\n" in run(formatted, "update", "--no-tests").output


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (None, "ruff is not in .venv of the project, so nothing was formatted; install it: uv sync\n"),
        (
            "#!/bin/sh\necho 'a.py: no Python' >&2\nexit 2\n",
            "ruff could not format what changed (a.py: no Python); run it yourself: ruff a.py\n",
        ),
    ],
)
def test_where_nothing_formats_the_template_s_part_comes_alone(program: str | None, told: str, formatted: Path) -> None:
    if program:
        write(formatted, {".venv/bin/ruff": program})
        (formatted / ".venv/bin/ruff").chmod(0o755)
    assert told in run(formatted, "update", "--no-tests").output
    assert subjects(formatted, BRANCH) == ["Update the template to v2.0.0"]


# ── Interrupted ─────────────────────────────────────────────────────────────────────────────────


KILLER = """\
#!/bin/sh
case " $* " in *" $MOMENT "*)
  "$GIT" "$@" &
  sleep "$LATER"
  kill -9 0
esac
exec "$GIT" "$@"
"""


@pytest.fixture
def killer(tmp_path: Path) -> dict[str, str]:
    """An environment in which git kills everything at a moment."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "scratch").mkdir()
    (tmp_path / "bin/git").write_text(KILLER)
    (tmp_path / "bin/git").chmod(0o755)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "GIT": shutil.which("git") or "", "TMPDIR": str(tmp_path / "scratch")}


def test_killed_at_any_moment_it_leaves_the_repository_as_it_was_or_done(
    source: Source, tmp_path: Path, killer: dict[str, str]
) -> None:
    project = begun(source, tmp_path / "project", a_txt=f"mine\n{LINES}")
    head = git("rev-parse", "HEAD", where=project)
    words = [str(Path(sys.executable).parent / "teamkit"), "--root", str(project), "update", "--no-tests"]
    for moment, later in (("commit-tree", "0"), ("fetch", "0"), ("fetch", "0.01"), ("fetch", "0.03")):
        variables = {**killer, "MOMENT": moment, "LATER": later}
        done = subprocess.run(words, stdout=subprocess.DEVNULL, start_new_session=True, env=variables, check=False)
        assert done.returncode == -signal.SIGKILL
        refs = git("for-each-ref", "--format=%(refname)", "refs/heads", where=project).split()
        if f"refs/heads/{BRANCH}" in refs:
            assert subjects(project, BRANCH) == ["Update the template to v2.0.0"]
            git("branch", "--quiet", "--delete", "--force", BRANCH, where=project)
        assert git("status", "--porcelain", where=project) == ""
        assert git("rev-parse", "HEAD", where=project) == head
        git("fsck", "--strict", where=project)
    assert run(project, "update", "--no-tests").exit_code == 1
    assert subjects(project, BRANCH) == ["Update the template to v2.0.0"]


# ── Beside Copier ───────────────────────────────────────────────────────────────────────────────

BODY = [f"line {number}\n" for number in range(30)]
THEIRS = {"same": None, "top": (0, "their top\n"), "bottom": (29, "their bottom\n"), "both": (7, "agreed\n")}
MINE = {"same": None, "middle": (15, "my middle\n"), "both": (7, "agreed\n")}


def edited(change: tuple[int, str] | None) -> str:
    lines = list(BODY)
    if change:
        lines[change[0]] = change[1]
    return "".join(lines)


def test_where_nothing_is_dangerous_it_is_what_copier_makes(tmp_path: Path) -> None:
    pairs = {f"{theirs}-{mine}.txt": (theirs, mine) for theirs in THEIRS for mine in MINE}
    whole = "".join(BODY)
    source = a_source(
        tmp_path / "source",
        {**dict.fromkeys(pairs, whole), "dropped.txt": whole, "both-dropped.txt": whole, "mine-dropped.txt": whole},
    )
    ours = {path: edited(MINE[mine]) for path, (_, mine) in pairs.items()}
    more: Files = {"both-dropped.txt": None, "mine-dropped.txt": None, "agreed.txt": "new\n", "apps/mine.py": "M = 1\n"}
    project = a_project(source, tmp_path / "project", {**ours, **more})
    theirs = {path: edited(THEIRS[change]) for path, (change, _) in pairs.items()}
    gone: Files = {"dropped.txt": None, "both-dropped.txt": None}
    source.release("v2.0.0", {**theirs, **gone, "agreed.txt": "new\n", "docs/new.md": "new\n"})
    found = update(project, Wish())
    assert not [outcome for outcome in found.rehearsal.outcomes if outcome.kind.needs_a_person]
    run_update(str(project), defaults=True, overwrite=True, quiet=True)
    commit(project, "What Copier makes")
    assert git("diff", "--stat", found.branch, "HEAD", where=project) == ""
    assert git("diff", "--name-only", "HEAD~1", "HEAD", where=project) != ""
