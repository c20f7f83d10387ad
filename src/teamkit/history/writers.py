"""Who wrote which paths, commit by commit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from teamkit.history.git import ask
from teamkit.history.moments import moment

_FORM = ("--no-merges", "--no-renames", "--no-show-signature", "--name-only", "-z", "--format=%x01%aN%x02%aE%x02%ct")


@dataclass(frozen=True)
class Written:
    """A commit: the name and address of its author, when it was committed, in UTC, and the paths that it touches."""

    name: str
    address: str
    at: datetime
    paths: tuple[str, ...]


def written(root: Path, head: str, since: datetime) -> Iterator[Written]:
    """The commits that a head contains since an instant, merges left out, the newest first."""
    logged = ask(root, "log", *_FORM, f"--since={since.isoformat()}", head, "--")
    for commit in logged.split("\x01")[1:]:
        first, *paths = commit.split("\0")
        name, address, at = first.split("\x02")
        yield Written(name, address, moment(at), tuple(filter(None, (path.lstrip("\n") for path in paths))))
