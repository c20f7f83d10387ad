"""Who wrote which paths, commit by commit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from teamkit.history.git import ask
from teamkit.history.moments import moment

_FORM = ("--no-merges", "--no-show-signature", "--name-status", "-z", "--format=%x00%aN%x00%aE%x00%ct")


@dataclass(frozen=True)
class Written:
    """A commit: the name and address of its author, when it was committed, in UTC, and the paths that it touches.

    `renames` are those that it gives another name, with that; it touches both.
    """

    name: str
    address: str
    at: datetime
    paths: tuple[str, ...]
    renames: tuple[tuple[str, str], ...] = ()


def written(root: Path, head: str, since: datetime, *, has_renames: bool = False) -> Iterator[Written]:
    """The commits that a head contains since an instant, merges left out, the newest first.

    Renames are told where somebody asks for them: to find them git reads the files that come and go.
    """
    renames = "--find-renames" if has_renames else "--no-renames"
    logged = ask(root, "log", *_FORM, renames, f"--since={since.isoformat()}", head, "--")
    words = iter(logged.split("\0"))
    next(words)
    while (name := next(words, None)) is not None:
        address, at = next(words), next(words)
        touched = tuple(_touched(words))
        paths = tuple(path for pair in touched for path in dict.fromkeys(pair))
        yield Written(name, address, moment(at), paths, tuple(pair for pair in touched if pair[0] != pair[1]))


def _touched(words: Iterator[str]) -> Iterator[tuple[str, str]]:
    """The name of each file before a commit and after it, up to the empty word that begins the next commit."""
    while status := next(words, "").lstrip("\n"):
        old = next(words)
        yield old, next(words) if status.startswith("R") else old
