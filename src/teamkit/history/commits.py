"""Commits as facts, many at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from teamkit.history.git import ask
from teamkit.history.moments import moment

_FIELDS = ("%H", "%P", "%aN", "%at", "%ct", "%s", "%b")
_FORM = (
    *("-z", "--topo-order", "--encoding=UTF-8", "--no-show-signature", f"--format={'%x00'.join(_FIELDS)}"),
    *("--raw", "--no-abbrev", "--find-renames", "--no-relative", "--diff-merges=first-parent"),
)
_ABSENT = "000000"
_NUMBER = re.compile(r"(?: \([#!]\d+\))+$")


@dataclass(frozen=True)
class Version:
    """A file as git keeps it: its mode, and the id of what it holds."""

    mode: str
    blob: str


@dataclass(frozen=True)
class Touched:
    """A file before and after a commit: None where there is none. `old` differs from `path` where it was renamed."""

    old: str
    path: str
    before: Version | None
    after: Version | None


@dataclass(frozen=True)
class Commit:
    """One commit. `files` are those that it touches, a merge those of its first parent; `body` holds the trailers."""

    hash: str
    parents: tuple[str, ...]
    author: str
    authored: date
    committed: date
    subject: str
    body: str = ""
    files: tuple[Touched, ...] = ()

    @property
    def short(self) -> str:
        """What people type."""
        return self.hash[:10]

    @cached_property
    def names(self) -> frozenset[str]:
        """What the change is called: its subject, without the number of a request, and those that a squash lists."""
        lines = (self.subject, *self.body.splitlines())
        return frozenset(_NUMBER.sub("", line.lstrip("*- \t").rstrip()) for line in lines) - {""}

    @property
    def name(self) -> str:
        """The subject, without the number of a request."""
        return _NUMBER.sub("", self.subject)


def commits(root: Path, *revisions: str) -> tuple[Commit, ...]:
    """The commits of revisions, each before its parents. Raises Refusal where a revision is gone."""
    logged = ask(root, "-c", "log.showRoot=true", "log", *_FORM, *revisions, "--")
    return tuple(_commits(logged))


def _commits(logged: str) -> Iterator[Commit]:
    words = _Words(logged)
    while words.left:
        name, parents, author, authored, committed, subject, body = (words.take() for _ in _FIELDS)
        days = moment(authored).date(), moment(committed).date()
        yield Commit(name, tuple(parents.split()), author, *days, subject, body, tuple(_touched(words)))


def _touched(words: "_Words") -> Iterator[Touched]:
    while words.next.lstrip("\n").startswith(":"):
        old_mode, mode, old_blob, blob, status = words.take().lstrip("\n:").split()
        old = words.take()
        path = words.take() if status[0] in "RC" else old
        yield Touched(old, path, _version(old_mode, old_blob), _version(mode, blob))


def _version(mode: str, blob: str) -> Version | None:
    return None if mode == _ABSENT else Version(mode, blob)


class _Words:
    """What NUL separates, word by word."""

    def __init__(self, text: str) -> None:
        self._words = text.split("\0")
        self._at = 0

    @property
    def left(self) -> bool:
        return self._at < len(self._words) - 1

    @property
    def next(self) -> str:
        return self._words[self._at]

    def take(self) -> str:
        self._at += 1
        return self._words[self._at - 1]
