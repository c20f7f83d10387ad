"""The landings of a branch as git lists them, without their lines: when, and who wrote what each brought."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import batched
from typing import NamedTuple

from teamkit.history.containing import first_containing
from teamkit.history.landing.borrowing import Borrowed
from teamkit.history.moments import moment

_FIELDS = ("%H", "%P", "%aN <%aE>")


class Step(NamedTuple):
    """A commit of the own line of a branch."""

    commit: str
    at: datetime


class _Logged(NamedTuple):
    """A commit as git prints it; each of its parents behind a space."""

    commit: str
    parents: str
    author: str

    @property
    def is_merge(self) -> bool:
        return " " in self.parents


def mainline(git: Borrowed, head: str) -> Sequence[Step]:
    """The own line of a branch, from the root to its head."""
    lines = git.ask("rev-list", "--first-parent", "--reverse", "--timestamp", head).splitlines()
    return [Step(name, moment(at)) for at, name in map(str.split, lines)]


def authors(git: Borrowed, mainline: Sequence[Step], first: int) -> Iterator[tuple[str, ...]]:
    """Who wrote what each landing of a line brought, merges left out, from the first one that is asked for.

    Landings are counted from 1. People are called as the .mailmap of the newest commit calls them.
    """
    new, base = mainline[first - 1 :], mainline[: first - 1]
    if not new:
        return
    commits = _commits(git, new[-1].commit, *(f"^{each.commit}" for each in base[-1:]))
    parents = {name: tuple(each.parents.split()) for name, each in commits.items()}
    found: dict[str, dict[str, None]] = {each.commit: {} for each in new}
    for name, landing in first_containing(parents, found).items():
        if not commits[name].is_merge:
            found[landing][commits[name].author] = None
    yield from (tuple(people) or (commits[name].author,) for name, people in found.items())


def _commits(git: Borrowed, head: str, *others: str) -> Mapping[str, _Logged]:
    """The commits that a head has and others have not."""
    form = ("-z", "--encoding=UTF-8", f"--format={'%x00'.join(_FIELDS)}")
    logged = git.ask("-c", f"mailmap.blob={head}:.mailmap", "log", *form, head, *others, "--")
    commits = map(_Logged._make, batched(logged.split("\0")[:-1], len(_FIELDS)))
    return {each.commit: each for each in commits}
