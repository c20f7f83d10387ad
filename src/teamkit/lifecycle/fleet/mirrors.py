"""Bare clones of what lies on other machines, kept and brought up to date in the cache of this user."""

import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from teamkit.findings import Refusal
from teamkit.history.git import ask

_ALL = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")


def mirror(address: str, place: Path) -> Path:
    """The clone of an address as it is there now, without what forges keep beside branches and tags.

    It is whole: rehearsals need the contents, and a partial clone fetches them one by one. Raises Refusal.
    """
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    (place / ".gitignore").write_text("*\n")
    clone = clone_of(address, place)
    if clone.is_dir():
        ask(clone, "fetch", "--quiet", "--prune", "--no-write-fetch-head", "--", address, *_ALL)
        with suppress(Refusal):
            ask(clone, "rev-parse", "--quiet", "--verify", "HEAD^{commit}")
            return clone
        shutil.rmtree(clone)  # another branch is the main one there now
    _clone(address, clone)
    return clone


def clone_of(address: str, place: Path) -> Path:
    """Where the clone of an address is, or will be."""
    return place / f"{sha256(address.encode()).hexdigest()[:24]}.git"


def _clone(address: str, target: Path) -> None:
    """Clone into a folder that appears whole or not at all."""
    with TemporaryDirectory(prefix="cloning-", dir=target.parent, ignore_cleanup_errors=True) as folder:
        made = Path(folder) / target.name
        ask(target.parent, "clone", "--quiet", "--bare", "--template=", "--", address, str(made))
        with suppress(FileExistsError):
            made.rename(target)
