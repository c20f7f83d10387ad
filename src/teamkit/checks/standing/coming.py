"""Tells what kinds of change a line of steps brings."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from teamkit.checks.standing.facts import Step

_TYPED = re.compile(r"([a-z]+)(?:\([^()]*\))?(!?): ")
_MERGED = re.compile(r"Merge (?:pull request \S+ from [^\s/]+/|(?:remote-tracking )?branch '(?:origin/)?)([a-z]+)/")
_NUMBERED = re.compile(r"[(][#!]\d+[)]$")
_SAME = {"feat": "feature", "bugfix": "fix", "hotfix": "fix"}


@dataclass(frozen=True)
class Coming:
    """How many requests and other commits, how many of each kind, the most frequent first, and how many break."""

    requests: int
    commits: int
    kinds: tuple[tuple[str, int], ...]
    breaking: int


def coming(steps: Iterable[Step]) -> Coming:
    """What steps come to: a merge or a squash with a number is a request. Not every step says its kind."""
    steps = tuple(steps)
    asked = sum(step.is_merge or bool(_NUMBERED.search(step.words.subject)) for step in steps)
    kinds = Counter(kind for step in steps if (kind := _kind(step)))
    return Coming(asked, len(steps) - asked, tuple(kinds.most_common()), sum(map(_breaks, steps)))


def _kind(step: Step) -> str | None:
    """The kind by the conventional type, else by the name of the branch that was merged."""
    typed = _TYPED.match(_title(step))
    merged = _MERGED.match(step.words.subject)
    kind = typed[1] if typed else merged[1] if merged else None
    return _SAME.get(kind, kind) if kind else None


def _breaks(step: Step) -> bool:
    typed = _TYPED.match(_title(step))
    return bool(typed and typed[2]) or "BREAKING CHANGE: " in step.words.body


def _title(step: Step) -> str:
    """What a change is called: of a merge that a forge made its request's title, which the body begins with."""
    subject, body = step.words.subject, step.words.body
    is_forges = step.is_merge and subject.startswith("Merge ") and body
    return body.partition("\n")[0] if is_forges else subject
