"""The landings of a branch as git lists them: when, whose, and what about, without their lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from teamkit.history.landing.borrowing import Borrowed
from teamkit.history.moments import moment

_FIELDS = ("%H", "%P", "%ct", "%aN <%aE>", "%s")


@dataclass(frozen=True)
class Listed:
    """A commit, and its author as `name <address>`."""

    name: str
    parents: tuple[str, ...]
    at: datetime
    author: str
    subject: str


def mainline(git: Borrowed, head: str) -> Sequence[tuple[str, datetime]]:
    """The own line of a branch from the root to its head, and when each commit was made."""
    lines = git.ask("rev-list", "--first-parent", "--reverse", "--timestamp", head).splitlines()
    return [(name, moment(at)) for at, name in map(str.split, lines)]


def listed(git: Borrowed, mainline: Sequence[str], first: int) -> Iterator[tuple[Listed, tuple[str, ...]]]:
    """The landings of a line from the first one that is asked for, counted from 1, and who wrote what each brought.

    People are called as the .mailmap of the newest commit calls them.
    """
    new = mainline[first - 1 :]
    if not new:
        return
    commits = _commits(git, new[-1], *(f"^{name}" for name in mainline[first - 2 : first - 1] if first > 1))
    seen: set[str] = set()
    for name in new:
        brought = [commits[each] for each in _unseen(commits, name, seen)]
        authors = dict.fromkeys(each.author for each in brought if len(each.parents) < 2)
        yield commits[name], tuple(authors) or (commits[name].author,)


def _commits(git: Borrowed, head: str, *others: str) -> Mapping[str, Listed]:
    """The commits that a head has and others have not."""
    form = ("-z", "--encoding=UTF-8", f"--format={'%x00'.join(_FIELDS)}")
    logged = git.ask("-c", f"mailmap.blob={head}:.mailmap", "log", *form, head, *others, "--")
    return {
        name: Listed(name, tuple(parents.split()), moment(at), author, subject)
        for name, parents, at, author, subject in batched(logged.split("\0")[:-1], len(_FIELDS), strict=False)
    }


def _unseen(commits: Mapping[str, Listed], name: str, seen: set[str]) -> Iterator[str]:
    """A commit and those that it descends from, each but once."""
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name in commits and name not in seen:
            seen.add(name)
            yield name
            waiting += commits[name].parents
