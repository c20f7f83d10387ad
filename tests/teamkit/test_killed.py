"""Whatever kills a command, and whenever: the repository is as it was, or has the whole branch; and one may go on."""

from pathlib import Path

import pytest
from histories import git
from kills import killed
from untouched import grown, state
from updates import LINES, a_project, a_source, run

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


@pytest.mark.parametrize("when", ["init", "clone", "worktree", "merge-tree", "commit-tree", "fetch"])
def test_an_update_that_is_killed_leaves_everything_and_can_be_run_again(
    project: Path, tmp_path: Path, when: str
) -> None:
    before = state(project)
    killed(tmp_path, UPDATE, when)
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
