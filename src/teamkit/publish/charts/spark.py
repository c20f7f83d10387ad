"""A word-sized line of values, whose newest is a dot, and a dotted one at the value of the period before."""

from collections.abc import Sequence

from teamkit.publish.charts.frame import grain, stretched
from teamkit.publish.charts.svg import Element, element, percent

_HEIGHT = 32
_MARGIN = 4


def spark(values: Sequence[float | None], before: float | None = None) -> Element:
    """The line, which leaps over what nobody knows; what it says stands elsewhere too, so it is not read out."""
    numbers = [value for value in (*values, before) if value is not None]
    low, high = (edge(numbers, default=0.0) for edge in (min, max))

    def y(value: float) -> float:
        return _MARGIN + (_HEIGHT - 2 * _MARGIN) * (high - value) / ((high - low) or 1)

    places = [(at / max(len(values) - 1, 1), y(value)) for at, value in enumerate(values) if value is not None]
    level = [] if before is None else [element("line", x2="100%", y1=y(before), y2=y(before), class_="level before")]
    line = [element("path", d="M" + "L".join(f"{grain(x)},{y:.1f}" for x, y in places))] if places else []
    dots = (element("circle", cx=percent(x), cy=y) for x, y in places[-1:])
    inside = (*level, stretched(_HEIGHT, *line), *dots)
    return element("svg", *inside, class_="spark", width="100%", height=_HEIGHT, aria_hidden="true")
