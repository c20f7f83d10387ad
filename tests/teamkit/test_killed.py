"""Whatever kills a command, and whenever: the repository is as it was, or has the whole branch; and one may go on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from histories import git
from untouched import grown, state
from updates import LINES, a_project, a_source, run

KILLER = """\
#!/bin/sh
case " $* " in *" {when} "*) {before} ;; esac
{git} "$@"
code=$?
case " $* " in *" {when} "*) {after} ;; esac
exit $code
"""
UPDATE = ("update", "--no-tests")
BRANCH = "chore/template-update"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One that an update brings a new file, and that holds work which nobody committed."""
    source = a_source(tmp_path / "source", {"a.txt": f"1\n{LINES}"})
    made = a_project(source, tmp_path / "project", {"a.txt": f"1\n{LINES}mine\n"})
    source.release("v2.0.0", {"a.txt": f"2\n{LINES}", "new.txt": "new\n"})
    (made / "a.txt").write_text("not committed\n")
    git("stash", "push", "--quiet", where=made)
    (made / "a.txt").write_text("staged\n")
    git("add", "a.txt", where=made)
    (made / "a.txt").write_text("not staged\n")
    return made


def killed(folder: Path, words: tuple[str, ...], when: str, *, after: bool) -> None:
    """Run a command until its git is told a word; then it is killed with all that it began."""
    programs = folder / "programs"
    programs.mkdir()
    kill = "kill -9 0"
    script = KILLER.format(
        when=when, git=shutil.which("git"), before=":" if after else kill, after=kill if after else ":"
    )
    (programs / "git").write_text(script)
    (programs / "git").chmod(0o755)
    (folder / "temporary").mkdir()
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "TMPDIR": str(folder / "temporary"),
    }
    tool = [str(Path(sys.executable).parent / "teamkit"), "--root", str(folder / "project"), *words]
    done = subprocess.run(tool, env=environment, check=False, capture_output=True, start_new_session=True)
    assert done.returncode == -9, done.stderr


@pytest.mark.parametrize("when", ["init", "clone", "worktree", "merge-tree", "commit-tree", "fetch"])
def test_an_update_that_is_killed_leaves_everything_and_can_be_run_again(
    project: Path, tmp_path: Path, when: str
) -> None:
    before = state(project)
    killed(tmp_path, UPDATE, when, after=False)
    assert grown(project, before) == set()
    assert run(project, *UPDATE).exit_code == 0
    assert grown(project, before) == {BRANCH}
    assert git("show", f"{BRANCH}:a.txt", where=project) == f"2\n{LINES}mine"


def test_an_update_that_is_killed_after_its_end_has_the_whole_branch(project: Path, tmp_path: Path) -> None:
    before = state(project)
    killed(tmp_path, UPDATE, "fetch", after=True)
    assert grown(project, before) == {BRANCH}
    delivered = git("rev-parse", BRANCH, where=project)
    assert run(project, *UPDATE).exit_code == 0
    assert git("rev-parse", BRANCH, where=project) == delivered
