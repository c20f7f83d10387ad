"""What commits say of themselves, many at once, without their files."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from pathlib import Path

from teamkit.history.git import ask

_FIELDS = ("%H", "%aN", "%aE", "%cI", "%s", "%b")


@dataclass(frozen=True)
class Person:
    """Somebody as git knows people."""

    name: str
    email: str


@dataclass(frozen=True)
class Words:
    """Who wrote a commit, when it was made, and what it says."""

    author: Person
    at: datetime
    subject: str
    body: str


def words(root: Path, names: Collection[str]) -> Mapping[str, Words]:
    """The words of commits by their full hashes. Raises Refusal where one of them is gone."""
    if not names:
        return {}
    form = f"--format={'%x00'.join(_FIELDS)}"
    options = ("-z", "--no-walk=unsorted", "--stdin", "--encoding=UTF-8", "--no-show-signature", form)
    logged = ask(root, "log", *options, given="".join(f"{name}\n" for name in names)).split("\0")
    return {
        name: Words(Person(author, email), datetime.fromisoformat(at), subject, body.strip())
        for name, author, email, at, subject, body in batched(logged[: len(_FIELDS) * len(set(names))], len(_FIELDS))
    }
