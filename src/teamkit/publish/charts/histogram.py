"""How many took how long: a bar for each class of durations, each about twice as long as the one before."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from teamkit.publish.charts.frame import Drawn, picture
from teamkit.publish.charts.levels import share
from teamkit.publish.charts.model import Histogram
from teamkit.publish.charts.svg import Element, element, percent, told
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import DAY, HOUR, MINUTE, WEEK, YEAR, Unit, shown

_HEIGHT = 220
_HEAD = 56
_EDGES = (
    *(MINUTE * each for each in (1, 4, 15, 30)),
    *(HOUR * each for each in (1, 2, 4, 8)),
    *(DAY * each for each in (1, 2, 4)),
    *(WEEK * each for each in (1, 2, 4, 8, 26)),
    YEAR,
    2 * YEAR,
)


@dataclass(frozen=True)
class _Classes:
    """The classes from the first to the last that has a value, by the number of edges below them."""

    counts: Counter[int]
    first: int
    last: int

    @property
    def number(self) -> int:
        """How many there are."""
        return self.last - self.first + 1

    def place(self, value: float) -> float:
        """Where a value is across the picture."""
        index = bisect_right(_EDGES, value)
        return (index - self.first + _within(value, index)) / self.number

    def name(self, index: int) -> str:
        """From when to when one goes."""
        if index == 0:
            return f"less than {_edge(0)}"
        return f"{_edge(index - 1)} or more" if index == len(_EDGES) else f"{_edge(index - 1)} to {_edge(index)}"


def histogram(chart: Histogram) -> Drawn:
    """The chart."""
    counts = Counter(bisect_right(_EDGES, value) for value in chart.values)
    classes = _Classes(counts, min(counts, default=0), max(counts, default=0))
    indices = range(classes.first, classes.last + 1)
    drawn = picture(
        chart,
        share(chart.values, chart.median, chart.p85),
        _HEIGHT,
        element("g", *(_bar(index, classes) for index in indices), class_="bars"),
        element("line", x2="100%", y1=_HEIGHT, y2=_HEIGHT, class_="floor"),
        element("g", *_edges(classes), class_="posts"),
        *_mark(chart.median, "half", 12, classes),
        *_mark(chart.p85, "85 %", 30, classes),
        kind="histogram",
    )
    rows = tuple((classes.name(index), counts[index]) for index in indices)
    columns = (Column("Took", Kind.TEXT), Column("How many", Unit.COUNT))
    return Drawn(chart, drawn, Table(chart.name, chart.title, columns, rows))


def _bar(index: int, classes: _Classes) -> Element:
    count = classes.counts[index]
    height = (_HEIGHT - _HEAD) * count / max(classes.counts.values(), default=1)
    left, width = (index - classes.first) / classes.number, 1 / classes.number
    return told(
        f"{classes.name(index)}: {count}",
        element("rect", x=percent(left + 0.05 * width), width=percent(0.9 * width), y=_HEIGHT - height, height=height),
        element("text", str(count or ""), x=percent(left + width / 2), y=_HEIGHT - height - 6),
    )


def _edges(classes: _Classes) -> Iterator[Element]:
    """Every second edge is named, so that names have room on a phone."""
    for index in range(classes.first, classes.last):
        x = percent((index + 1 - classes.first) / classes.number)
        yield element("line", x1=x, x2=x, y1=_HEIGHT, y2=_HEIGHT + 5)
        if (index - classes.first) % 2 == 0:
            yield element("text", _edge(index), x=x, y=_HEIGHT + 18)


def _mark(value: float | None, name: str, y: float, classes: _Classes) -> Iterator[Element]:
    if value is None:
        return
    place = classes.place(value)
    side = "left" if place > 0.5 else "right"
    yield element("line", x1=percent(place), x2=percent(place), y1=y - 9, y2=_HEIGHT, class_="mark")
    words = f"{name} within {shown(value, Unit.SECONDS)}"
    yield element("text", words, x=percent(place), y=y, dx=-6 if side == "left" else 6, class_=f"note {side}")


def _within(value: float, index: int) -> float:
    """How far a value is into its class, by the logarithm."""
    if not 0 < index < len(_EDGES):
        return 0.5
    low, high = _EDGES[index - 1 : index + 1]
    return log(value / low) / log(high / low)


def _edge(index: int) -> str:
    return shown(_EDGES[index], Unit.SECONDS)
