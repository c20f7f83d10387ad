"""When people of several time zones work at the same time, in UTC.

Computed for a January and a July that are past, so that a page neither depends on the day nor hides summer time.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

JANUARY, JULY = (datetime(2025, month, 15, tzinfo=UTC) for month in (1, 7))
_DAY = 24 * 60


def at_work(zone: str, first: time, last: time, season: datetime) -> frozenset[int]:
    """The minutes of a UTC day in which somebody there works; the same time twice means the whole day."""
    offset = season.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    start = _minutes(first) - int(offset.total_seconds()) // 60
    length = (_minutes(last) - _minutes(first)) % _DAY or _DAY
    return frozenset(minute % _DAY for minute in range(start, start + length))


def together(zones: Iterable[str], first: time, last: time, season: datetime) -> frozenset[int]:
    """The minutes of a UTC day in which everybody works."""
    minutes = frozenset(range(_DAY))
    return minutes.intersection(*(at_work(zone, first, last, season) for zone in zones))


def spans(minutes: frozenset[int]) -> str:
    """Minutes of a day as spans like 08:00–16:00; empty where there are none."""
    if len(minutes) == _DAY:
        return "the whole day"
    starts = sorted(minute for minute in minutes if (minute - 1) % _DAY not in minutes)
    ends = sorted((minute + 1) % _DAY for minute in minutes if (minute + 1) % _DAY not in minutes)
    paired = ((start, min(ends, key=lambda end: (end - start) % _DAY)) for start in starts)
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in paired)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
