"""What charts of weeks have in common."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from teamkit.publish.charts.model import Spread, Staged, Weekly
from teamkit.publish.charts.scales import Time
from teamkit.publish.charts.svg import percent
from teamkit.publish.charts.units import counted
from teamkit.publish.pages.page import day

_WEEK = timedelta(weeks=1)
_GAP = 0.16
_WIDEST = 0.06
"""Of a picture; where weeks are few, their bars stand apart."""


def span(starts: Sequence[datetime]) -> Time:
    """From the first Monday to the end of the last week."""
    return Time(starts[0], starts[-1] + _WEEK)


def slot(index: int, number: int) -> tuple[str, str]:
    """Where the bar of a week begins, and its width."""
    width = min((1 - _GAP) / number, _WIDEST)
    return percent((index + 0.5) / number - width / 2), percent(width)


def middle(start: datetime) -> datetime:
    """The middle of a week."""
    return start + _WEEK / 2


def named(start: datetime) -> str:
    """A week as people call it."""
    return f"week of {day(start)}"


def newest[W: (Spread, Staged)](weeks: Sequence[W]) -> W:
    """The newest week that says something."""
    return next((week for week in reversed(weeks) if week.n and not week.is_few), weeks[-1])


def few(weeks: Iterable[Spread | Staged | Weekly]) -> tuple[str, ...]:
    """How to read weeks that come from too few values, where there are such."""
    return ("Hollow: too few values to say anything.",) if any(week.is_few and week.n for week in weeks) else ()


def heard[W: (Spread, Staged)](weeks: Sequence[W], told: Callable[[W], str]) -> str:
    """The first and the last week with a value, for those who hear the picture."""
    known = [week for week in weeks if week.n]
    if not known:
        return "No week has a value."
    return f"{counted(len(weeks), 'week')}. First {told(known[0])}. Last {told(known[-1])}."
