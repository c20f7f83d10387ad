"""Which versions production has: tags that are numbers with dots, an optional `v` before them."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from teamkit.history.git import ask

_FORM = "%(refname:strip=2)%00%(*objectname)%00%(objectname)%00%(creatordate:iso-strict)"
_NUMBER = re.compile(r"v?(\d+(?:\.\d+)+)")


@dataclass(frozen=True)
class Tagged:
    """A version: its tag, the commit that bears it, and when it was tagged."""

    tag: str
    commit: str
    at: datetime


def newest_version(root: Path, head: str) -> Tagged | None:
    """The version that was tagged last among the ancestors of a commit; other tags, and early versions, do not count.

    Of tags of one moment the highest number wins.
    """
    listed = ask(root, "for-each-ref", f"--merged={head}", f"--format={_FORM}", "refs/tags")
    return max(filter(None, map(_tagged, listed.splitlines())), key=_order, default=None)


def _tagged(line: str) -> Tagged | None:
    tag, peeled, target, at = line.split("\0")
    is_version = at and _NUMBER.fullmatch(tag)
    return Tagged(tag, peeled or target, datetime.fromisoformat(at)) if is_version else None


def _order(version: Tagged) -> tuple[datetime, tuple[int, ...]]:
    return version.at, tuple(map(int, version.tag.removeprefix("v").split(".")))
