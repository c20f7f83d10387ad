"""What the page of an audit shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Mark(StrEnum):
    """How a check is marked. What passes only because its failures are accepted does not look like a pass."""

    FAIL = "fail"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    PASS = "pass"  # noqa: S105


@dataclass(frozen=True)
class Seen:
    """Something that a check saw, and where; `is_new` where the audit before did not have it."""

    what: str
    where: str = ""
    is_new: bool = False


@dataclass(frozen=True)
class Step:
    """What is to be done, and about which findings."""

    mend: str
    seen: tuple[Seen, ...]


@dataclass(frozen=True)
class Kept:
    """A failure that is accepted, why, and until when."""

    seen: Seen
    reason: str
    until: date


@dataclass(frozen=True)
class Entry:
    """A check: what should hold, whether it does, and all that it saw.

    `was` is its mark in the audit before, `went` are failures of that one which are gone.
    """

    check: str
    title: str
    topic: str
    mark: Mark
    why: str
    effort: str
    steps: tuple[Step, ...] = ()
    reports: tuple[Seen, ...] = ()
    kept: tuple[Kept, ...] = ()
    was: Mark | None = None
    went: tuple[Seen, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether there is something to do."""
        return self.mark in {Mark.FAIL, Mark.UNKNOWN}


@dataclass(frozen=True)
class Section:
    """Entries under one heading, and a sentence about them."""

    title: str
    anchor: str
    entries: tuple[Entry, ...]
    words: str = ""


@dataclass(frozen=True)
class Row:
    """One topic at a glance: where its heading stands, if it has one, and its checks."""

    topic: str
    entries: tuple[Entry, ...]
    anchor: str = ""

    def now(self, mark: Mark) -> int:
        """How many of its checks have a mark."""
        return sum(entry.mark == mark for entry in self.entries)

    def before(self, mark: Mark) -> int:
        """How many of them had it in the audit before."""
        return sum(entry.was == mark for entry in self.entries)


@dataclass(frozen=True)
class Made:
    """What a repository is made of, where that is written, and what it was in the audit before."""

    name: str
    value: str
    source: str
    was: str | None = None

    @property
    def is_changed(self) -> bool:
        """Whether it is not what it was."""
        return self.was is not None and self.was != self.value


@dataclass(frozen=True)
class Moment:
    """When a repository was looked at, and at which commit."""

    day: date
    commit: str


@dataclass(frozen=True)
class Report:
    """The whole page: one moment or, where two audits are compared, two; the older one first."""

    repository: str
    moments: Sequence[Moment]
    version: str
    lead: str
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    made: tuple[Made, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every check, in the order of the page."""
        return tuple(entry for section in self.sections for entry in section.entries)
