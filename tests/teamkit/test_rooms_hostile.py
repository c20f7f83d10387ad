"""A room holds whatever git can hold, obeys nothing that lies in it, and says why where it cannot deliver."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from histories import commit, git
from untouched import grown, state

from teamkit.findings import Refusal
from teamkit.history.git import forget_caller
from teamkit.lifecycle.rooms import room

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return begun(tmp_path / "shop")


def begun(folder: Path) -> Path:
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", "main", "--template=", where=folder)
    (folder / "README.md").write_text("# Shop\n")
    commit(folder, "Begin")
    return folder


def delivered(shop: Path, branch: str = "chore/new", size: int = 1) -> None:
    """A branch that adds one file to what there is."""
    head = git("rev-parse", "HEAD", where=shop)
    with room(shop) as made:
        folder = made.checkout("ours", head)
        (folder / "new.bin").write_bytes(os.urandom(size))
        made.deliver(made.commit(made.tree(folder), "Add new", head), branch)


def added(shop: Path) -> list[str]:
    return git("diff", "--name-status", "main", "chore/new", "--", where=shop).splitlines()


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk that is soon full."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(
    "name", [b"--force", b"-rf", b"two\nlines", b"tab\t", b"\xff\xfe", b'"quoted"', b" space ", b"*"]
)
def test_a_file_of_any_name_comes_through(shop: Path, name: bytes) -> None:
    (shop / os.fsdecode(name)).write_text("kept\n")
    commit(shop, "Name")
    before = state(shop)
    delivered(shop)
    assert grown(shop, before) == {"chore/new"}
    assert added(shop) == ["A\tnew.bin"]


def test_a_link_out_of_the_tree_stays_a_link(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (shop / "link").symlink_to(tmp_path / "secret")
    (shop / "folder").symlink_to(tmp_path)
    commit(shop, "Link")
    delivered(shop)
    assert added(shop) == ["A\tnew.bin"]


def test_a_submodule_stays_one(shop: Path, tmp_path: Path) -> None:
    other = begun(tmp_path / "other")
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "part", where=shop)
    commit(shop, "Take in a part")
    delivered(shop)
    assert added(shop) == ["A\tnew.bin"]


def test_a_pointer_stays_one_where_lfs_is_configured_and_missing(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shop / ".gitattributes").write_text("*.bin filter=lfs diff=lfs merge=lfs -text\n")
    (shop / "photo.bin").write_text(POINTER)
    commit(shop, "Point")
    for key, value in (("clean", "no-lfs clean"), ("process", "no-lfs filter-process"), ("required", "true")):
        git("config", "--file", str(tmp_path / "config"), f"filter.lfs.{key}", value, where=shop)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    before = state(shop)
    delivered(shop)
    assert grown(shop, before) == {"chore/new"}
    assert added(shop) == ["A\tnew.bin"]


@pytest.mark.parametrize("setting", ["true", "input", "false"])
def test_line_ends_stay_as_they_are_committed(shop: Path, setting: str) -> None:
    (shop / "committed.txt").write_bytes(b"one\r\ntwo\r\n")
    commit(shop, "End lines")
    git("config", "core.autocrlf", setting, where=shop)
    (shop / "more.txt").write_bytes(b"one\r\ntwo\r\n")
    commit(shop, "End more lines")
    delivered(shop)
    assert added(shop) == ["A\tnew.bin"]


def test_no_hook_and_no_program_of_a_configuration_runs(shop: Path, tmp_path: Path) -> None:
    (shop / ".gitattributes").write_text("* filter=evil merge=evil diff=evil\n")
    commit(shop, "Name drivers")
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
    program.chmod(0o755)
    (tmp_path / "hooks").mkdir()
    for hook in ("post-checkout", "pre-commit", "post-commit", "post-index-change", "pre-auto-gc", "post-merge"):
        shutil.copy(program, tmp_path / "hooks" / hook)
    for key in ("core.fsmonitor", "core.editor", "filter.evil.clean", "filter.evil.smudge", "merge.evil.driver"):
        git("config", key, str(program), where=shop)
    for key in ("gpg.program", "diff.external", "diff.evil.command", "core.sshCommand", "credential.helper"):
        git("config", key, str(program), where=shop)
    git("config", "core.hooksPath", str(tmp_path / "hooks"), where=shop)
    git("config", "commit.gpgsign", "true", where=shop)
    delivered(shop)
    assert git("rev-parse", "--verify", "chore/new", where=shop)
    assert not (tmp_path / "ran").exists()


def test_a_hook_that_forbids_new_branches_is_told(shop: Path) -> None:
    hook = shop / ".git/hooks/reference-transaction"
    hook.parent.mkdir()
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    before = state(shop)
    by_2_39 = "ref updates aborted by hook"
    by_2_55 = "in 'preparing' phase, update aborted by the reference-transaction hook"
    with pytest.raises(Refusal, match=f"^(?:{by_2_39}|{by_2_55})$"):
        delivered(shop)
    assert grown(shop, before) == set()


def test_a_user_who_forbids_fetching_from_folders_gets_the_branch(shop: Path) -> None:
    git("config", "protocol.file.allow", "never", where=shop)
    delivered(shop)
    assert added(shop) == ["A\tnew.bin"]


@pytest.mark.parametrize("other", ["chore", "chore/new/other"])
def test_a_branch_in_the_way_is_named(shop: Path, other: str) -> None:
    git("branch", other, where=shop)
    before = state(shop)
    mend = f"give it another name: git branch -m {other} NAME"
    with pytest.raises(Refusal, match=f"^the branch {other} stands in the way of chore/new; {mend}$"):
        delivered(shop)
    assert grown(shop, before) == set()


def test_a_branch_that_went_another_way_is_named(shop: Path) -> None:
    git("branch", "chore/new", git("commit-tree", "HEAD^{tree}", "-m", "Mine", where=shop), where=shop)
    before = state(shop)
    mend = "give it another name: git branch -m chore/new NAME"
    with pytest.raises(Refusal, match=f"^there is a branch chore/new with other commits; {mend}$"):
        delivered(shop)
    assert grown(shop, before) == set()


@pytest.mark.parametrize("clone", [["--depth=1"], ["--filter=blob:none"], ["--bare"]])
def test_a_clone_that_has_not_all_gets_the_branch(shop: Path, tmp_path: Path, clone: list[str]) -> None:
    (shop / "README.md").write_text("# The shop\n")
    commit(shop, "Second")
    git("config", "uploadpack.allowFilter", "true", where=shop)
    git("clone", "--quiet", *clone, shop.as_uri(), str(tmp_path / "clone"), where=tmp_path)
    delivered(tmp_path / "clone")
    assert added(tmp_path / "clone") == ["A\tnew.bin"]
    git("fsck", "--strict", where=tmp_path / "clone")


def test_a_linked_work_tree_and_a_detached_head_get_the_branch(shop: Path, tmp_path: Path) -> None:
    git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"), where=shop)
    delivered(tmp_path / "linked")
    assert added(shop) == ["A\tnew.bin"]


def test_a_full_disk_of_rooms_is_told(shop: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tiny))
    before = state(shop)
    with pytest.raises((Refusal, OSError), match=r"(?i)no space left on device"):
        delivered(shop, size=600_000)
    assert grown(shop, before) == set()
    assert list(tiny.iterdir()) == []


def test_a_full_disk_of_the_repository_is_told(tiny: Path) -> None:
    shop = begun(tiny / "shop")
    before = state(shop)
    with pytest.raises(Refusal, match="No space left on device"):
        delivered(shop, size=600_000)
    assert grown(shop, before) == set()


def test_a_hook_that_calls_us_lends_us_neither_its_repository_nor_its_index(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = begun(tmp_path / "caller")
    before = state(caller)
    for name, value in (("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index"), ("GIT_WORK_TREE", ".")):
        monkeypatch.setenv(name, str(caller / value))
    forget_caller()
    delivered(shop)
    monkeypatch.undo()
    assert added(shop) == ["A\tnew.bin"]
    assert state(caller) == before
