"""Cumulative flow: how many came how far, as areas upon each other; the height of an area is what is in that stage."""

from collections.abc import Iterator
from itertools import pairwise

from teamkit.publish.charts.frame import Aside, Drawn, asides, grain, picture, posts, rungs, stretched
from teamkit.publish.charts.model import Flow, Level
from teamkit.publish.charts.scales import Linear, Time, linear
from teamkit.publish.charts.svg import Element, element
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit, shown
from teamkit.publish.pages.page import day

_HEIGHT = 280


def flow(chart: Flow) -> Drawn:
    """The chart; the first stage is drawn first, and every later one over it."""
    scale = linear(max(level.counts[0] for level in chart.levels))
    time = Time(chart.levels[0].at, chart.levels[-1].at)
    drawn = picture(
        chart,
        _words(chart),
        _HEIGHT,
        rungs(scale.ticks, _HEIGHT),
        posts(time.ticks, _HEIGHT),
        stretched(_HEIGHT, *(_area(chart, stage, time, scale) for stage in range(len(chart.names)))),
        asides(_names(chart, scale), _HEIGHT),
        kind="named flow",
    )
    return Drawn(chart, drawn, _table(chart))


def _area(chart: Flow, stage: int, time: Time, scale: Linear) -> Element:
    points = (f"{grain(time(level.at))},{_HEIGHT * (1 - scale(level.counts[stage])):.1f}" for level in chart.levels)
    return element("path", d=f"M{'L'.join(points)}V{_HEIGHT}H0Z", class_=f"stage-{stage}")


def _names(chart: Flow, scale: Linear) -> Iterator[Aside]:
    """Each stage that something is in, at the middle of its area at the end."""
    top = chart.levels[-1].counts[0]
    for stage, number in enumerate(_held(chart.levels[-1])):
        if number:
            yield Aside(
                _HEIGHT * (1 - scale(top - number / 2)), chart.names[stage], shown(number, Unit.COUNT), f"stage-{stage}"
            )
        top -= number


def _held(level: Level) -> tuple[int, ...]:
    """How many had come to each stage and no further."""
    return tuple(here - further for here, further in pairwise((*level.counts, 0)))


def _words(chart: Flow) -> str:
    last = chart.levels[-1]
    parts = (f"{name} {count}" for name, count in zip(chart.names, _held(last), strict=True))
    return f"From {day(chart.levels[0].at)} until {day(last.at)}, when there were: {', '.join(parts)}."


def _table(chart: Flow) -> Table:
    columns = (Column("Day", Kind.DAY), *(Column(name.capitalize(), Unit.COUNT) for name in chart.names))
    return Table(chart.name, chart.title, columns, tuple((level.at, *_held(level)) for level in chart.levels))
