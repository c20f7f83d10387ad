"""How many took how long: a bar for each class of durations, as wide as the next by the logarithm."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log

from teamkit.publish.charts.frame import Drawn, picture, posts, rungs
from teamkit.publish.charts.levels import share, upright
from teamkit.publish.charts.model import Histogram
from teamkit.publish.charts.scales import Durations, Linear, durations, linear
from teamkit.publish.charts.svg import Element, element, percent, told
from teamkit.publish.charts.table import Column, Table
from teamkit.publish.charts.units import Unit, shown

_HEIGHT = 220
_HEAD = 48
_HALF_LEFT, _MOST_LEFT = 0.4, 0.65
"""From where on the names of half and 85 % stand at the left of their lines."""
_GROWTH = 1.4
"""A class is about so many times as long as the one before."""


@dataclass(frozen=True)
class _Classes:
    """So many equal parts of a scale of durations, and how many values are in each."""

    scale: Durations
    number: int
    counts: Counter[int]

    def edge(self, index: int) -> float:
        """Where a class begins."""
        return self.scale.low * exp(log(self.scale.high / self.scale.low) * index / self.number)

    def name(self, index: int) -> str:
        """From when to when one goes."""
        return f"{shown(self.edge(index), Unit.SECONDS)} to {shown(self.edge(index + 1), Unit.SECONDS)}"


def histogram(chart: Histogram) -> Drawn:
    """The chart."""
    classes = _classes(chart)
    tall = linear(max(classes.counts.values(), default=1))
    drawn = picture(
        chart,
        share(chart.values, chart.median, chart.p85),
        _HEIGHT,
        element("g", rungs(tall.ticks, _HEIGHT - _HEAD), transform=f"translate(0,{_HEAD})"),
        posts(classes.scale.ticks, _HEIGHT),
        element("g", *(_bar(index, classes, tall) for index in range(classes.number)), class_="bars"),
        *_ends(chart, classes.scale),
        kind="histogram",
    )
    rows = tuple(
        (classes.edge(index), classes.edge(index + 1), classes.counts[index]) for index in range(classes.number)
    )
    columns = (Column("From", Unit.SECONDS), Column("To", Unit.SECONDS), Column("How many", Unit.COUNT))
    return Drawn(chart, drawn, Table(chart.name, chart.title, columns, rows))


def _ends(chart: Histogram, scale: Durations) -> Iterator[Element]:
    """Where half and 85 % end; the name that would lie across the other one's line stands above that."""
    is_half_left = chart.median is not None and scale(chart.median) > _HALF_LEFT
    half, most = (30, 12) if is_half_left else (12, 30)
    yield from upright("half", chart.median, scale, half, turn=_HALF_LEFT)
    yield from upright("85 %", chart.p85, scale, most, turn=_MOST_LEFT)


def _classes(chart: Histogram) -> _Classes:
    scale = durations(chart.values)
    number = round(log(scale.high / scale.low) / log(_GROWTH))
    return _Classes(scale, number, Counter(min(int(scale(value) * number), number - 1) for value in chart.values))


def _bar(index: int, classes: _Classes, tall: Linear) -> Element:
    count = classes.counts[index]
    height = (_HEIGHT - _HEAD) * tall(count)
    x, width = percent((index + 0.06) / classes.number), percent(0.88 / classes.number)
    words = f"{classes.name(index)}: {count}"
    return told(words, element("rect", x=x, width=width, y=_HEIGHT - height, height=height))
