"""A room has what a repository has, and leaves it as it is."""

import subprocess
from pathlib import Path

import pytest
from histories import commit, git

from teamkit.findings import Refusal
from teamkit.lifecycle.rooms import room


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    (folder / "README.md").write_text("# Shop\n")
    commit(folder, "Begin")
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_room_leaves_every_byte_of_the_repository_as_it_was(shop: Path) -> None:
    (shop / "draft.txt").write_text("not committed")
    before = everything(shop)
    with room(shop) as made:
        folder = made.checkout("theirs", git("rev-parse", "HEAD", where=shop))
        (folder / "new.py").write_text("NEW = 1\n")
        made.commit(made.tree(folder), "Add", git("rev-parse", "HEAD", where=shop))
    assert everything(shop) == before
    assert not made.folder.exists()


def test_what_a_room_delivers_arrives_as_a_branch_and_nothing_else_moves(shop: Path) -> None:
    head = git("rev-parse", "HEAD", where=shop)
    with room(shop) as made:
        folder = made.checkout("theirs", head)
        (folder / "new.py").write_text("NEW = 1\n")
        made.deliver(made.commit(made.tree(folder), "Add new", head), "chore/new")
    assert git("log", "--format=%s", "chore/new", where=shop).splitlines() == ["Add new", "Begin"]
    assert git("show", "chore/new:new.py", where=shop) == "NEW = 1"
    assert git("rev-parse", "HEAD", where=shop) == head
    assert git("status", "--porcelain", where=shop) == ""
    subprocess.run(["git", "fsck", "--strict"], cwd=shop, check=True, capture_output=True)


def test_a_room_holds_ignored_files_and_keeps_line_ends(shop: Path) -> None:
    with room(shop) as made:
        folder = made.folder / "rendered"
        folder.mkdir()
        (folder / ".gitignore").write_text("*.log\n")
        (folder / "kept.log").write_bytes(b"one\r\ntwo\r\n")
        tree = made.tree(folder)
        assert made.git("ls-tree", "-r", "--name-only", tree).split() == [".gitignore", "kept.log"]
        assert made.git("cat-file", "blob", f"{tree}:kept.log") == "one\r\ntwo\r\n"


def test_a_branch_that_went_another_way_is_never_moved(shop: Path) -> None:
    head = git("rev-parse", "HEAD", where=shop)
    git("switch", "--quiet", "--create", "chore/new", where=shop)
    commit(shop, "Mine")
    with room(shop) as made, pytest.raises(Refusal, match="chore/new"):
        made.deliver(made.commit(made.git("rev-parse", f"{head}^{{tree}}").strip(), "Theirs", head), "chore/new")
    assert git("log", "--format=%s", "-1", "chore/new", where=shop) == "Mine"


def test_a_branch_that_is_checked_out_stays_and_is_said_so(shop: Path) -> None:
    head = git("rev-parse", "HEAD", where=shop)
    with room(shop) as made, pytest.raises(Refusal, match="main is checked out, and stays as it is; go to another"):
        made.deliver(made.commit(made.git("rev-parse", f"{head}^{{tree}}").strip(), "Theirs", head), "main")
    assert git("rev-parse", "HEAD", where=shop) == head


def test_a_commit_is_by_whom_the_repository_names(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    git("config", "user.name", "Grace", where=shop)
    git("config", "user.email", "grace@example.org", where=shop)
    head = git("rev-parse", "HEAD", where=shop)
    with room(shop) as made:
        made.deliver(made.commit(made.git("rev-parse", f"{head}^{{tree}}").strip(), "Theirs", head), "new")
    assert git("log", "-1", "--format=%an <%ae> %cn <%ce>", "new", where=shop) == (
        "Grace <grace@example.org> Grace <grace@example.org>"
    )


def test_a_shallow_clone_has_a_room_too(shop: Path, tmp_path: Path) -> None:
    commit(shop, "Second")
    git("clone", "--quiet", "--depth=1", shop.as_uri(), str(tmp_path / "short"), where=tmp_path)
    with room(tmp_path / "short") as made:
        assert made.git("log", "--format=%s", "refs/heads/main").split() == ["Second"]
