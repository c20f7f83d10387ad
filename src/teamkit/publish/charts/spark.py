"""A word-sized line of values, whose newest is a dot."""

from collections.abc import Sequence
from itertools import groupby

from teamkit.publish.charts.frame import grain, stretched
from teamkit.publish.charts.svg import Element, element, percent

_HEIGHT = 32
_MARGIN = 4


def spark(values: Sequence[float | None]) -> Element:
    """The line; it says nothing that does not stand elsewhere, and is not read out."""
    known = [value for value in values if value is not None]
    high, low = max(known, default=1), min(known, default=0)
    places = [(index / max(len(values) - 1, 1), _y(value, low, high)) for index, value in enumerate(values)]
    runs = (
        [place for place in run] for has_value, run in groupby(places, lambda place: place[1] is not None) if has_value
    )
    paths = (element("path", d=f"M{'L'.join(f'{grain(x)},{y:.1f}' for x, y in run)}h0") for run in runs)
    dots = (element("circle", cx=percent(x), cy=y) for x, y in places[-1:] if y is not None)
    return element(
        "svg", stretched(_HEIGHT, *paths), *dots, class_="spark", width="100%", height=_HEIGHT, aria_hidden="true"
    )


def _y(value: float | None, low: float, high: float) -> float | None:
    if value is None:
        return None
    return _MARGIN + (_HEIGHT - 2 * _MARGIN) * (1 - (value - low) / ((high - low) or 1))
