"""Who wrote which paths, commit by commit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from teamkit.history.git import ask
from teamkit.history.moments import moment

_FORM = ("--no-merges", "--no-show-signature", "--name-status", "-z", "--format=%x01%aN%x02%aE%x02%ct")


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
    for commit in logged.split("\x01")[1:]:
        first, *words = commit.split("\0")
        name, address, at = first.split("\x02")
        touched = tuple(_touched(iter(words)))
        paths = tuple(path for pair in touched for path in dict.fromkeys(pair))
        yield Written(name, address, moment(at), paths, tuple(pair for pair in touched if pair[0] != pair[1]))


def _touched(words: Iterator[str]) -> Iterator[tuple[str, str]]:
    """The name of each file before a commit and after it."""
    for word in words:
        status = word.lstrip("\n")
        if status:
            old = next(words)
            yield old, next(words) if status.startswith("R") else old
