"""Which of several commits was the first to contain another one, for all of a history in one walk."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from pathlib import Path

from teamkit.history.git import ask
from teamkit.history.graph import Parents
from teamkit.history.moments import moment

_FIELDS = ("%H", "%P", "%at", "%ct", "%aN <%aE>", "%s")
_FORM = ("-z", "--encoding=UTF-8", "--no-show-signature", f"--format={'%x00'.join(_FIELDS)}")


@dataclass(frozen=True)
class Logged:
    """A commit: what it stands on, when it was written and committed, its author as `name <address>`, its subject."""

    hash: str
    parents: tuple[str, ...]
    authored: datetime
    committed: datetime
    author: str
    subject: str


def logged(root: Path, names: Iterable[str], without: Iterable[str] = ()) -> Mapping[str, Logged]:
    """Commits by their full hashes, with all that they descend from but what others have or descend from.

    Those that git does not have are left out.
    """
    wanted = _known(root, names)
    if not wanted:
        return {}
    given = "".join(f"{name}\n" for name in (*wanted, *(f"^{name}" for name in _known(root, without))))
    return {commit.hash: commit for commit in _read(ask(root, "log", *_FORM, "--stdin", given=given))}


def own_line(root: Path, name: str) -> tuple[Logged, ...]:
    """A commit and its first parents, the newest first."""
    return tuple(_read(ask(root, "log", *_FORM, "--first-parent", name, "--")))


def _read(told: str) -> Iterator[Logged]:
    for name, parents, authored, committed, author, subject in batched(told.split("\0")[:-1], len(_FIELDS)):
        yield Logged(name, tuple(parents.split()), moment(authored), moment(committed), author, subject)


def _known(root: Path, names: Iterable[str]) -> tuple[str, ...]:
    """The names of commits that are here."""
    given = "".join(f"{name}\n" for name in dict.fromkeys(names))
    listed = ask(root, "cat-file", "--batch-check=%(objecttype) %(objectname)", given=given).splitlines()
    return tuple(line.removeprefix("commit ") for line in listed if line.startswith("commit "))


def first_containing(parents: Parents, heads: Iterable[str]) -> Mapping[str, str]:
    """For each commit that one of these heads is or descends from, the first of them, in their order.

    What an earlier head contains was seen with all that it descends from, so that each commit is visited once.
    """
    found: dict[str, str] = {}
    for head in heads:
        waiting = [head]
        while waiting:
            name = waiting.pop()
            if name in parents and name not in found:
                found[name] = head
                waiting += parents[name]
    return found
