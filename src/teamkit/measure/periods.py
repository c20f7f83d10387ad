"""What time a figure is about: ISO weeks, in UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Period:
    """From the Monday `since`, included, to the instant `until`, which is not; both are aware, in UTC."""

    since: datetime
    until: datetime

    def __contains__(self, at: datetime) -> bool:
        return self.since <= at < self.until

    @property
    def last_day(self) -> date:
        """The day that its last instant is in."""
        return (self.until - timedelta.resolution).date()

    @property
    def before(self) -> "Period":
        """The period of as many weeks that ends where this one begins."""
        return Period(self.since - WEEK * len(self.weeks), self.since)

    @cached_property
    def weeks(self) -> tuple[datetime, ...]:
        """The Mondays of its weeks; the last week may still be running."""
        number = -(-(self.until - self.since) // WEEK)
        return tuple(self.since + WEEK * each for each in range(number))

    @property
    def finished(self) -> tuple[datetime, ...]:
        """The Mondays of those of its weeks that are over."""
        return tuple(each for each in self.weeks if each + WEEK <= self.until)


def week(at: datetime) -> datetime:
    """The beginning of the ISO week that an instant is in: its Monday, midnight in UTC."""
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def last(weeks: int, until: datetime) -> Period:
    """So many weeks, of which the one that `until` is in is the last."""
    return Period(week(until) - WEEK * (weeks - 1), until)
