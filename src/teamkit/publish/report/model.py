"""What a report says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from teamkit.findings import Unseen
from teamkit.publish.charts.model import Chart, Item
from teamkit.publish.charts.table import Table
from teamkit.publish.charts.units import Unit


@dataclass(frozen=True)
class Amount:
    """A median, share or count, None where there is nothing to count.

    `p85` is the 85th percentile where it is a median, `n` how many it comes from, None of a count.
    """

    value: float | None
    p85: float | None = None
    n: int | None = None
    is_few: bool = False


@dataclass(frozen=True)
class Figure:
    """A line: what it is about, now and in the period before; None where nobody could know that."""

    label: str
    unit: Unit
    now: Amount
    before: Amount | None = None


@dataclass(frozen=True)
class Key:
    """A figure that stands at the head of the page, with its values from week to week, and the section about it."""

    figure: Figure
    section: str
    weeks: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Found:
    """What was measured: in one sentence, in figures, in pictures; and what a reader has to know.

    `records` are what the figures were computed from; they stand beside the page and not on it.
    """

    headline: str
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    notes: tuple[str, ...] = ()
    records: Table | None = None


@dataclass(frozen=True)
class Section:
    """A measure: what it is, who defined it so, and what was found, or why nothing was and how that begins."""

    identifier: str
    title: str
    definition: str
    sources: tuple[Item, ...]
    found: Found | Unseen


@dataclass(frozen=True)
class Report:
    """The whole of it, about the time from `since` until `until`, compared with that from `before` until `since`.

    `notes` say what was out of reach when it was made, and as of when the rest is.
    """

    repository: Item
    since: datetime
    until: datetime
    before: datetime
    made: datetime
    version: str
    lead: str
    keys: tuple[Key, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[tuple[Section, Found], ...]:
        """The sections in which something was found, each with that."""
        return tuple((each, each.found) for each in self.sections if isinstance(each.found, Found))

    @property
    def absences(self) -> Mapping[Unseen, list[str]]:
        """Why nobody knows something, each reason once, and the titles of the sections that it is the reason for."""
        reasons: dict[Unseen, list[str]] = {}
        for section in self.sections:
            if isinstance(section.found, Unseen):
                reasons.setdefault(section.found, []).append(section.title)
        return reasons

    @property
    def last_day(self) -> date:
        """The day that its last instant is in."""
        return (self.until - timedelta.resolution).date()

    @property
    def weeks_before(self) -> int:
        """How long the period is that this one is compared with."""
        return (self.since - self.before) // timedelta(weeks=1)
