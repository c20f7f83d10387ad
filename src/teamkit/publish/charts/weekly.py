"""What charts of weeks have in common."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from teamkit.publish.charts.scales import Time
from teamkit.publish.charts.svg import percent
from teamkit.publish.pages.page import day

FEW = "Hollow: too few values to say anything."
_WEEK = timedelta(weeks=1)
_GAP = 0.16


def span(starts: Sequence[datetime]) -> Time:
    """From the first Monday to the end of the last week."""
    return Time(starts[0], starts[-1] + _WEEK)


def slot(index: int, number: int) -> tuple[str, str]:
    """Where the bar of a week begins, and its width."""
    return percent((index + _GAP / 2) / number), percent((1 - _GAP) / number)


def middle(start: datetime) -> datetime:
    """The middle of a week."""
    return start + _WEEK / 2


def named(start: datetime) -> str:
    """A week as people call it."""
    return f"week of {day(start)}"
