"""From values to places between 0 and 1, and the few values that are worth a mark on an axis."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, takewhile
from math import ceil, floor, log, log10

from teamkit.publish.charts.units import DAY, HOUR, MINUTE, WEEK, YEAR, Unit, shown

LOG = "on a logarithmic scale"
"""What is to be said of durations that are drawn by their logarithm."""
MOST = 7
"""No axis of time has more marks: so many have room on a phone."""
_LANDMARKS = (
    (MINUTE, "1 min"),
    (10 * MINUTE, "10 min"),
    (HOUR, "1 h"),
    (8 * HOUR, "8 h"),
    (DAY, "1 d"),
    (WEEK, "1 w"),
    (4 * WEEK, "4 w"),
    (26 * WEEK, "26 w"),
    (2 * YEAR, "2 y"),
    (10 * YEAR, "10 y"),
)
_SHORT_STEPS = (1, 5, 10, MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR)
_LONG_STEPS = (DAY, 2 * DAY, WEEK, 2 * WEEK, 4 * WEEK, 8 * WEEK, 26 * WEEK)
_STEPS = (timedelta(weeks=1), timedelta(weeks=2), 1, 2, 3, 6, 12, 24, 60, 120, 240)
"""Weeks, or so many months."""
_INSTANT = timedelta(seconds=1)


@dataclass(frozen=True)
class Tick:
    """A mark: its place, what stands at it, and what stands under that."""

    place: float
    label: str
    under: str = ""


@dataclass(frozen=True)
class Linear:
    """From nothing up to `top`, marked in even steps."""

    top: float
    step: float
    unit: Unit = Unit.COUNT

    def __call__(self, value: float) -> float:
        return value / self.top

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The marks, the lowest first."""
        values = (self.step * each for each in range(round(self.top / self.step) + 1))
        return tuple(Tick(self(value), shown(value, self.unit)) for value in values)


@dataclass(frozen=True)
class Durations:
    """Seconds by their logarithm: it is as far from an hour to a day as from a day to three weeks and a half."""

    low: float
    high: float

    def __call__(self, value: float) -> float:
        place = log(max(value, 1) / self.low) / log(self.high / self.low)
        return min(max(place, 0), 1)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The marks, the shortest first."""
        return tuple(Tick(self(value), label) for value, label in _LANDMARKS if self.low <= value <= self.high)


@dataclass(frozen=True)
class Time:
    """From one instant to a later one, marked where weeks, months or years begin."""

    since: datetime
    until: datetime

    def __call__(self, at: datetime) -> float:
        return (at - self.since) / max(self.until - self.since, _INSTANT)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The marks, the earliest first; a new year stands under its first one."""
        several = ((step, tuple(self._beginnings(step))) for step in _STEPS)
        step, found = next((each for each in several if len(each[1]) <= MOST), (_STEPS[-1], ()))
        years = (0, *(at.year for at in found))
        return tuple(Tick(self(at), *_label(at, step, before)) for at, before in zip(found, years, strict=False))

    def _beginnings(self, step: timedelta | int) -> Iterator[datetime]:
        candidates = _firsts(self.since.year, step) if isinstance(step, int) else _mondays(self.since, step)
        later = (at for at in candidates if at >= self.since)
        return takewhile(lambda at: at <= self.until, later)


def linear(most: float, unit: Unit = Unit.COUNT) -> Linear:
    """A scale that holds everything up to `most`; large shares end at the whole, counts are marked at whole numbers.

    A share is marked at whole hundredths.
    """
    if unit is Unit.SHARE and most > 0.5:
        return Linear(1, 0.25, unit)
    least = 0.01 if unit is Unit.SHARE else 1
    step = _duration_step(most) if unit is Unit.SECONDS else _round_step(max(most, 5 * least))
    return Linear(step * max(ceil(most / step - 1e-9), 1), step, unit)


def durations(values: Iterable[float]) -> Durations:
    """A logarithmic scale from the landmark below the least value to the one above the greatest."""
    found = sorted(max(value, MINUTE) for value in values) or [HOUR, WEEK]
    low = max(mark for mark, _ in _LANDMARKS if mark <= found[0])
    high = next((mark for mark, _ in _LANDMARKS if mark >= found[-1] and mark > low), 2 * found[-1])
    return Durations(low, high)


def _round_step(most: float) -> float:
    """1, 2 or 5 times a power of ten, so that there are at most five steps."""
    size = 10.0 ** floor(log10(most / 5))
    return next(size * each for each in (1, 2, 5, 10) if most <= 5 * size * each * (1 + 1e-9))


def _duration_step(most: float) -> float:
    longest = _LONG_STEPS[-1]
    return next(
        (step for step in (*_SHORT_STEPS, *_LONG_STEPS) if most <= 5 * step), longest * ceil(most / 5 / longest)
    )


def _label(at: datetime, step: timedelta | int, year: int) -> tuple[str, str]:
    """What stands at a mark and under it, where the mark before is of some year."""
    if isinstance(step, int) and step >= 12:
        return f"{at:%Y}", ""
    return f"{at:%b}" if isinstance(step, int) else f"{at.day} {at:%b}", "" if at.year == year else f"{at:%Y}"


def _mondays(since: datetime, step: timedelta) -> Iterator[datetime]:
    day = since.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = day - timedelta(days=day.weekday())
    return (monday + step * each for each in count())


def _firsts(year: int, months: int) -> Iterator[datetime]:
    """The first days of every so many months."""
    begin = 12 * (year - year % max(months // 12, 1))
    return (datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC) for month in count(begin, months))
