"""The tags of a repository that lead to commits."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from teamkit.history.git import ask
from teamkit.history.moments import moment

_FORM = "%00".join(
    f"%({field})"
    for field in ("refname:strip=2", "objecttype", "objectname", "*objecttype", "*objectname", "creatordate:unix")
)


@dataclass(frozen=True)
class Tagged:
    """A tag, the commit that bears it, and when it was made, in UTC.

    One that is not `is_dated` is a name and nothing else, so that its time is that of the commit.
    """

    tag: str
    commit: str
    at: datetime
    is_dated: bool = True


def tags(root: Path, merged: str | None = None) -> tuple[Tagged, ...]:
    """Every tag, or those among the ancestors of a commit, by their names. Raises Refusal where the commit is gone."""
    among = () if merged is None else (f"--merged={merged}",)
    listed = ask(root, "for-each-ref", *among, f"--format={_FORM}", "refs/tags")
    return tuple(filter(None, map(_tagged, listed.split("\n")[:-1])))


def _tagged(line: str) -> Tagged | None:
    tag, kind, target, peeled_kind, peeled, at = line.split("\0")
    if not at or "commit" not in {kind, peeled_kind}:
        return None
    return Tagged(tag, peeled or target, moment(at), is_dated=kind == "tag")
