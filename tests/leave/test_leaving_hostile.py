"""Whatever lies in a repository or around it, leaving reads nothing outside, prints no password and can be killed."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from histories import commit, git, make
from kills import killed
from untouched import grown, state

from teamkit.cli import main

BRANCH = "feature/eject"


@pytest.fixture
def shop(tmp_path: Path, upstream: Path) -> Path:
    """A project with work that nobody committed."""
    folder = make(upstream, tmp_path / "project").folder
    (folder / "README.md").write_text("not committed\n")
    return folder


def eject(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), "eject", *words])


def test_no_link_is_followed(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret copier teamkit\n")
    for path in ("justfile", "AGENTS.md", "mine.txt"):
        (shop / path).unlink(missing_ok=True)
        (shop / path).symlink_to(tmp_path / "secret")
    (shop / "outside").symlink_to(tmp_path)
    git("add", "--all", where=shop)
    commit(shop, "Link")
    before, around = state(shop), (tmp_path / "secret").read_text()
    done = eject(shop)
    assert "secret copier" not in done.output
    assert (tmp_path / "secret").read_text() == around
    for branch in grown(shop, before):
        assert "+secret copier" not in git("diff", "main", branch, where=shop)
        assert git("ls-tree", branch, "mine.txt", where=shop).startswith("120000")


def test_a_pointer_stays_one_where_lfs_is_configured_and_missing(shop: Path) -> None:
    with (shop / ".gitattributes").open("a") as attributes:
        attributes.write("*.bin filter=lfs diff=lfs merge=lfs -text\n")
    (shop / "photo.bin").write_text("version https://git-lfs.github.com/spec/v1\n")
    commit(shop, "Point")
    for key, value in (("clean", "no-lfs clean"), ("process", "no-lfs filter-process"), ("required", "true")):
        git("config", f"filter.lfs.{key}", value, where=shop)
    before = state(shop)
    assert eject(shop).exit_code in {0, 1}
    assert grown(shop, before) == {BRANCH}
    assert git("show", f"{BRANCH}:photo.bin", where=shop) == "version https://git-lfs.github.com/spec/v1"


def test_a_hook_may_eject_whatever_index_and_repository_it_was_called_with(shop: Path, tmp_path: Path) -> None:
    hook = shop / ".git/hooks/post-commit"
    hook.parent.mkdir(exist_ok=True)
    command = f"{Path(sys.executable).parent / 'teamkit'} eject > {tmp_path}/said 2>&1"
    hook.write_text(f"#!/bin/sh\nexport GIT_DIR=.git GIT_WORK_TREE=.\n{command}\n")
    hook.chmod(0o755)
    git("commit", "--quiet", "--all", "--message", "Mine", where=shop)
    assert git("show", f"{BRANCH}:README.md", where=shop) == "not committed", (tmp_path / "said").read_text()
    assert git("status", "--porcelain", where=shop) == ""


@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_no_password_is_printed(shop: Path, upstream: Path, words: tuple[str, ...]) -> None:
    answers = (shop / ".copier-answers.yml").read_text()
    (shop / ".copier-answers.yml").write_text(answers.replace(str(upstream), "http://me:sec@ret@127.0.0.1:9/x.git"))
    commit(shop, "Go elsewhere")
    before = state(shop)
    done = eject(shop, *words)
    assert done.exit_code == 3
    assert "cannot be reached" in done.stderr
    assert "ret@" not in done.output
    assert grown(shop, before) == set()


@pytest.mark.parametrize("when", ["worktree", "commit-tree", "fetch"])
def test_an_ejection_that_is_killed_leaves_everything_and_can_be_run_again(
    shop: Path, tmp_path: Path, when: str
) -> None:
    before = state(shop)
    killed(tmp_path, ("eject",), when)
    assert grown(shop, before) == set()
    assert eject(shop).exit_code in {0, 1}
    assert grown(shop, before) == {BRANCH}
