"""Whatever lies in a repository or around it, adopting reads nothing outside and can be killed."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from histories import commit, git
from kills import killed
from untouched import grown, state

from teamkit.cli import main

BRANCH = "chore/adopt-the-layer"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository with work that nobody committed."""
    folder = tmp_path / "project"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    (folder / "manage.py").write_text("")
    (folder / "requirements.txt").write_text("django\n")
    commit(folder, "Begin")
    (folder / "manage.py").write_text("not committed\n")
    return folder


def adopt(folder: Path, upstream: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), "adopt", "--template", str(upstream), *words])


def test_no_difference_shows_what_a_link_leads_to(shop: Path, upstream: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret\n")
    (shop / "AGENTS.md").symlink_to(tmp_path / "secret")
    commit(shop, "Link")
    before = state(shop)
    for words in (("--diff", "AGENTS.md"), ("--take", "AGENTS.md")):
        done = adopt(shop, upstream, *words)
        assert "secret\n" not in done.output
        assert done.exit_code in {0, 3}, done.output
    for branch in grown(shop, before):
        assert "secret" not in git("diff", "main", branch, where=shop)


def test_a_pointer_stays_one_where_lfs_is_configured_and_missing(shop: Path, upstream: Path, tmp_path: Path) -> None:
    (shop / ".gitattributes").write_text("*.bin filter=lfs diff=lfs merge=lfs -text\n")
    (shop / "photo.bin").write_text("version https://git-lfs.github.com/spec/v1\n")
    commit(shop, "Point")
    for key, value in (("clean", "no-lfs clean"), ("process", "no-lfs filter-process"), ("required", "true")):
        git("config", f"filter.lfs.{key}", value, where=shop)
    before = state(shop)
    done = adopt(shop, upstream)
    assert done.exit_code == 0, done.output
    (branch,) = grown(shop, before)
    assert git("diff", "--diff-filter=MD", "--name-only", "main", branch, where=shop) == ""


def test_a_hook_may_adopt_whatever_index_and_repository_it_was_called_with(
    shop: Path, upstream: Path, tmp_path: Path
) -> None:
    hook = shop / ".git/hooks/post-commit"
    tool = Path(sys.executable).parent / "teamkit"
    hook.parent.mkdir(exist_ok=True)
    command = f"{tool} adopt --template {upstream} > {tmp_path}/said 2>&1"
    hook.write_text(f"#!/bin/sh\nexport GIT_DIR=.git GIT_WORK_TREE=.\n{command}\n")
    hook.chmod(0o755)
    git("commit", "--quiet", "--all", "--message", "Mine", where=shop)
    assert git("show", f"{BRANCH}:manage.py", where=shop) == "not committed", (tmp_path / "said").read_text()
    assert git("status", "--porcelain", where=shop) == ""


@pytest.mark.parametrize("when", ["worktree", "hash-object", "fetch"])
def test_an_adoption_that_is_killed_leaves_everything_and_can_be_run_again(
    shop: Path, upstream: Path, tmp_path: Path, when: str
) -> None:
    before = state(shop)
    killed(tmp_path, ("adopt", "--template", str(upstream)), when)
    assert grown(shop, before) == set()
    assert adopt(shop, upstream).exit_code == 0
    assert grown(shop, before) == {BRANCH}
