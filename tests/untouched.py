"""A repository as it is on the disk, to be compared with what it was."""

import os
import stat
from pathlib import Path

from histories import git

type State = dict[str, tuple[int, bytes]]


def state(root: Path) -> State:
    """Mode and content of every path but git's objects, which may grow; links are not followed."""
    paths = (folder / name for folder, folders, files in root.walk() for name in (*folders, *files))
    return {str(path.relative_to(root)): _told(path) for path in paths if ".git/objects/" not in f"{path}/"}


def grown(root: Path, before: State) -> set[str]:
    """The branches that a repository has got, which is all that it may have got; its objects are sound."""
    git("fsck", "--strict", "--no-dangling", where=root)
    now = state(root)
    assert now.items() >= before.items()
    new = {path for path in now.keys() - before.keys() if not stat.S_ISDIR(now[path][0])}
    branches = {path.removeprefix(".git/refs/heads/") for path in new if path.startswith(".git/refs/heads/")}
    assert new <= {f".git/{folder}refs/heads/{branch}" for folder in ("", "logs/") for branch in branches}
    return branches


def _told(path: Path) -> tuple[int, bytes]:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return mode, os.fsencode(path.readlink())
    return mode, path.read_bytes() if stat.S_ISREG(mode) else b""
