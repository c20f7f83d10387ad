"""What charts of weeks have in common."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from teamkit.publish.charts.scales import Time
from teamkit.publish.charts.svg import Element, element, percent
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


def hatching(name: str) -> Element:
    """The pattern of what may still change, in a picture of that name."""
    lines = element("path", d="M-1,1l2,-2M0,6l6,-6M5,7l2,-2", class_="hatch")
    return element("pattern", lines, id=f"{name}-hatch", width=6, height=6, patternUnits="userSpaceOnUse")
