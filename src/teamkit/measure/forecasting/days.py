"""How many things were done on each day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

WEEK = 7


@dataclass(frozen=True)
class Days:
    """So many a day in UTC, from the day `first` on, without a gap; the last one is over."""

    first: date
    counts: tuple[int, ...]

    @property
    def end(self) -> date:
        """The first day that is not counted any more, which is the first one of a forecast."""
        return self.first + timedelta(days=len(self.counts))

    def until(self, number: int) -> "Days":
        """The first days alone."""
        return Days(self.first, self.counts[:number])


def daily(moments: Iterable[datetime], since: datetime, until: datetime) -> Days:
    """Count by day, from the day that `since` is in; the day that `until` is in is not over, and does not count."""
    first, end = (each.astimezone(UTC).date() for each in (since, until))
    found = Counter(at.astimezone(UTC).date() for at in moments)
    days = (first + timedelta(days=number) for number in range((end - first).days))
    return Days(first, tuple(found[day] for day in days))
