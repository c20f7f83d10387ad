"""A word-sized line of values, whose newest is a dot."""

from collections.abc import Sequence

from teamkit.publish.charts.frame import grain, stretched
from teamkit.publish.charts.svg import Element, element, percent

_HEIGHT = 32
_MARGIN = 4


def spark(values: Sequence[float | None]) -> Element:
    """The line, which leaps over what nobody knows; what it says stands elsewhere too, so it is not read out."""
    known = [(index / max(len(values) - 1, 1), value) for index, value in enumerate(values) if value is not None]
    low, high = (edge((value for _, value in known), default=0.0) for edge in (min, max))
    places = [(x, _MARGIN + (_HEIGHT - 2 * _MARGIN) * (high - value) / ((high - low) or 1)) for x, value in known]
    line = element("path", d="M" + "L".join(f"{grain(x)},{y:.1f}" for x, y in places)) if places else element("g")
    dots = (element("circle", cx=percent(x), cy=y) for x, y in places[-1:])
    inside = (stretched(_HEIGHT, line), *dots)
    return element("svg", *inside, class_="spark", width="100%", height=_HEIGHT, aria_hidden="true")
