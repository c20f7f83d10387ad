"""The landings of a branch as git lists them: when, whose, and what about, without their lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import batched
from typing import NamedTuple

from teamkit.history.containing import first_containing
from teamkit.history.landing.borrowing import Borrowed
from teamkit.history.moments import moment

_FIELDS = ("%H", "%P", "%aN <%aE>", "%s")


class Step(NamedTuple):
    """A commit of the own line of a branch."""

    commit: str
    at: datetime


class Listed(NamedTuple):
    """A landing without its lines."""

    commit: str
    at: datetime
    author: str
    authors: tuple[str, ...]
    subject: str


class _Logged(NamedTuple):
    """A commit as git prints it; each of its parents behind a space."""

    commit: str
    parents: str
    author: str
    subject: str

    @property
    def is_merge(self) -> bool:
        return " " in self.parents


def mainline(git: Borrowed, head: str) -> Sequence[Step]:
    """The own line of a branch, from the root to its head."""
    lines = git.ask("rev-list", "--first-parent", "--reverse", "--timestamp", head).splitlines()
    return [Step(name, moment(at)) for at, name in map(str.split, lines)]


def listed(git: Borrowed, mainline: Sequence[Step], first: int) -> Iterator[Listed]:
    """The landings of a line from the first one that is asked for, counted from 1, and who wrote what each brought.

    People are called as the .mailmap of the newest commit calls them.
    """
    new, base = mainline[first - 1 :], mainline[: first - 1]
    if not new:
        return
    commits = _commits(git, new[-1].commit, *(f"^{each.commit}" for each in base[-1:]))
    authors = _authors(commits, new)
    for name, at in new:
        _, _, author, subject = commits[name]
        yield Listed(name, at, author, tuple(authors[name]) or (author,), subject)


def _commits(git: Borrowed, head: str, *others: str) -> Mapping[str, _Logged]:
    """The commits that a head has and others have not."""
    form = ("-z", "--encoding=UTF-8", f"--format={'%x00'.join(_FIELDS)}")
    logged = git.ask("-c", f"mailmap.blob={head}:.mailmap", "log", *form, head, *others, "--")
    commits = map(_Logged._make, batched(logged.split("\0")[:-1], len(_FIELDS), strict=False))
    return {each.commit: each for each in commits}


def _authors(commits: Mapping[str, _Logged], landings: Sequence[Step]) -> Mapping[str, Iterable[str]]:
    """Who wrote what each landing was the first to bring, merges left out."""
    parents = {name: tuple(each.parents.split()) for name, each in commits.items()}
    found: dict[str, dict[str, None]] = {name: {} for name, _ in landings}
    for name, landing in first_containing(parents, found).items():
        if not commits[name].is_merge:
            found[landing][commits[name].author] = None
    return found
