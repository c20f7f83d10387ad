"""How requests come and go: opened, merged and closed by week, and how many are open meanwhile.

As the cumulative flow diagram of Anderson, "Kanban" (2010): what came until the end of a week, which includes what was
open before the first one, is what was merged, what was closed and what is open.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from teamkit.forges.past.model import PastRequest
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.periods import WEEK, Period
from teamkit.measure.responding import by_people
from teamkit.measure.samples import Count, Sample, sample
from teamkit.team.model import Team

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Events:
    """When something happened to one request after the other, the earliest first."""

    times: tuple[datetime, ...]

    def until(self, at: datetime) -> int:
        """How many happened before an instant."""
        return bisect_left(self.times, at)

    def within(self, period: Period) -> Count:
        """How many happened in a period."""
        return Count(self.until(period.until) - self.until(period.since))


@dataclass(frozen=True)
class Flow:
    """When requests were opened, merged, and closed without a merge, and the period that it is told for."""

    opened: Events
    merged: Events
    closed: Events
    period: Period

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Work in progress at the ends of the days, and what came and went."""
        now, before = self.period, self.period.before
        return (
            Line("requests open on a day", Unit.COUNT, self._daily(now), self._daily(before)),
            Line("opened", Unit.COUNT, self.opened.within(now), self.opened.within(before)),
            Line("merged", Unit.COUNT, self.merged.within(now), self.merged.within(before)),
            Line("closed without a merge", Unit.COUNT, self.closed.within(now), self.closed.within(before)),
        )

    @cached_property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """The weeks, cumulated to the end of each: `came` is `merged`, `closed` and `open` together."""
        return tuple(self._record(monday) for monday in self.period.weeks)

    @property
    def notes(self) -> tuple[str, ...]:
        """Nothing: every week is there, also one in which nothing happened."""
        return ()

    def open(self, at: datetime) -> int:
        """How many were open at an instant."""
        return self.opened.until(at) - self.merged.until(at) - self.closed.until(at)

    def levels(self, since: datetime, at: datetime) -> tuple[int, int, int]:
        """Of those that were open at an instant or came later, how many had come, had ended, and were merged."""
        merged, closed = (each.until(at) - each.until(since) for each in (self.merged, self.closed))
        return self.open(at) + merged + closed, merged + closed, merged

    def _record(self, monday: datetime) -> Mapping[str, Scalar]:
        since, until = self.period.since, min(monday + WEEK, self.period.until)
        came, ended, merged = self.levels(since, until)
        return {"week": monday, "came": came, "merged": merged, "closed": ended - merged, "open": came - ended}

    def _daily(self, period: Period) -> Sample:
        return sample(self.open(day) for day in _ends(period))


def flow(requests: Iterable[PastRequest], team: Team, period: Period) -> Flow:
    """What people's requests did in a period and in the one before, which has to be known whole."""
    people = by_people(team, requests)
    opened, merged, closed = (
        Events(tuple(sorted(filter(None, (getattr(each, moment) for each in people)))))
        for moment in ("opened", "merged", "closed")
    )
    return Flow(opened, merged, closed, period)


def _ends(period: Period) -> Iterator[datetime]:
    """The ends of the days that are over."""
    days = (period.until - period.since) // _DAY
    return (period.since + _DAY * (each + 1) for each in range(days))
