"""An audit as its readers get it: what was recognised, and what each check came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from teamkit.checks.check import worst
from teamkit.findings import Finding, State


@dataclass(frozen=True)
class Trait:
    """Something recognised, such as the version of Django, and where that is written; `value` is empty for none."""

    name: str
    value: str
    source: str = ""


@dataclass(frozen=True)
class Accepted:
    """A finding that a baseline accepts until a day, and why."""

    finding: Finding
    reason: str
    until: date


@dataclass(frozen=True)
class Item:
    """What one check came to: its findings that count, and those that a baseline accepts.

    `topic` is the heading that it stands under, `effort` says in words what mending it takes.
    """

    check: str
    title: str
    topic: str
    why: str
    mend: str
    effort: str
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    @property
    def state(self) -> State:
        """What its findings come to; those that are accepted do not count."""
        return worst(self.findings)

    @property
    def truth(self) -> State:
        """What its findings come to, those that are accepted among them."""
        return worst((*self.findings, *(each.finding for each in self.accepted)))


@dataclass(frozen=True)
class Audit:
    """A repository at a commit, on a day, as a version of the tool saw it; `repository` is the name that people use."""

    repository: str
    commit: str
    day: date
    version: str
    traits: tuple[Trait, ...]
    items: tuple[Item, ...]

    @property
    def counts(self) -> Mapping[State, int]:
        """How many checks pass, fail, or could not tell."""
        states = [item.state for item in self.items]
        return {state: states.count(state) for state in State}


@dataclass(frozen=True)
class Moves:
    """Which failures of a check went away between two audits, and which came."""

    check: str
    went: tuple[Finding, ...] = ()
    came: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Progress:
    """What changed between two audits of a repository, by the names of checks; what is accepted counts as found.

    `mended` failed before and pass now, `broken` the other way; `seen` could not be told before, `unseen` cannot now;
    `new` and `gone` are checks that one of both did not have. `still` are those that failed in both.
    """

    before: Audit
    after: Audit
    mended: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    still: tuple[Moves, ...] = ()
