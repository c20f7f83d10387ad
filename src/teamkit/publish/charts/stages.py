"""What the time of each week was made of: a bar a week, its stages upon each other."""

from collections.abc import Iterator
from functools import partial
from itertools import accumulate

from teamkit.publish.charts.frame import Aside, Drawn, asides, picture, posts, rungs
from teamkit.publish.charts.model import Staged, Stages
from teamkit.publish.charts.scales import Linear, linear
from teamkit.publish.charts.svg import Element, element, told
from teamkit.publish.charts.table import Cell, Column, Kind, Table
from teamkit.publish.charts.units import Unit, shown
from teamkit.publish.charts.weekly import few, heard, named, newest, slot, span

_HEIGHT = 260


def stages(chart: Stages) -> Drawn:
    """The chart; the names of the stages stand at the newest week."""
    scale = linear(max(sum(week.seconds) for week in chart.weeks), Unit.SECONDS)
    drawn = picture(
        chart,
        heard(chart.weeks, partial(_told, chart)),
        _HEIGHT,
        rungs(scale.ticks, _HEIGHT),
        posts(span([week.start for week in chart.weeks]).ticks, _HEIGHT),
        element("g", *(_bar(chart, index, scale) for index in range(len(chart.weeks))), class_="stages"),
        asides(_names(chart, scale), _HEIGHT),
        kind="named weeks",
    )
    return Drawn(chart, drawn, _table(chart), few(chart.weeks))


def _bar(chart: Stages, index: int, scale: Linear) -> Element:
    week = chart.weeks[index]
    x, width = slot(index, len(chart.weeks))
    parts = (
        element("rect", x=x, width=width, y=top, height=height, class_=f"stage-{stage}")
        for stage, (top, height) in enumerate(_heights(week, scale))
    )
    return told(_told(chart, week), *parts, class_="few" if week.is_few else "")


def _heights(week: Staged, scale: Linear) -> Iterator[tuple[float, float]]:
    """Top and height of each stage."""
    for seconds, end in zip(week.seconds, accumulate(week.seconds), strict=True):
        yield _HEIGHT * (1 - scale(end)), _HEIGHT * scale(seconds)


def _names(chart: Stages, scale: Linear) -> Iterator[Aside]:
    """Each stage with what it took in the newest week that says something."""
    last = newest(chart.weeks)
    for stage, (top, height) in enumerate(_heights(last, scale)):
        yield Aside(top + height / 2, chart.names[stage], shown(last.seconds[stage], Unit.SECONDS), f"stage-{stage}")


def _told(chart: Stages, week: Staged) -> str:
    parts = (f"{name} {shown(seconds, Unit.SECONDS)}" for name, seconds in zip(chart.names, week.seconds, strict=True))
    return f"{named(week.start)}, {week.n} in all: {', '.join(parts)}"


def _table(chart: Stages) -> Table:
    stage_columns = (Column(name.capitalize(), Unit.SECONDS) for name in chart.names)
    columns = (Column("Week of", Kind.DAY), *stage_columns, Column("Of", Unit.COUNT), Column("Too few", Kind.TEXT))
    return Table(chart.name, chart.title, columns, tuple(map(_row, chart.weeks)))


def _row(week: Staged) -> tuple[Cell, ...]:
    return (week.start, *week.seconds, week.n, week.is_few)
