"""How long each request took, over time: a dot for each, on a logarithmic scale."""

from teamkit.publish.charts.frame import Drawn, picture, posts, rungs
from teamkit.publish.charts.levels import levels, share
from teamkit.publish.charts.model import Dot, Scatter
from teamkit.publish.charts.scales import Durations, Time, durations
from teamkit.publish.charts.svg import Element, element, percent, told
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit, shown
from teamkit.publish.text import shortened

_HEIGHT = 330
_MANY = 800
_LONGEST_TITLE = 60


def scatter(chart: Scatter) -> Drawn:
    """The chart; what took longer than 85 % is a ring, and the longest is named."""
    time, scale = Time(chart.since, chart.until), durations(dot.seconds for dot in chart.dots)
    dots = (_dot(dot, time, scale, is_late=chart.p85 is not None and dot.seconds > chart.p85) for dot in chart.dots)
    drawn = picture(
        chart,
        share(tuple(dot.seconds for dot in chart.dots), chart.median, chart.p85),
        _HEIGHT,
        rungs(scale.ticks, _HEIGHT),
        posts(time.ticks, _HEIGHT),
        element("g", *dots, class_="dots many" if len(chart.dots) > _MANY else "dots"),
        levels(scale, Unit.SECONDS, _HEIGHT, *_levels(chart)),
        *(_named(max(chart.dots, key=lambda dot: dot.seconds), time, scale) if chart.dots else ()),
        kind="scatter",
        has_links=True,
    )
    return Drawn(chart, drawn, _table(chart), ("Rings took longer than 85 % of all.",) if chart.p85 else ())


def _levels(chart: Scatter) -> tuple[tuple[str, float | None, str], ...]:
    return ("before", chart.before, "before"), ("half", chart.median, "median"), ("85 %", chart.p85, "p85")


def _dot(dot: Dot, time: Time, scale: Durations, *, is_late: bool) -> Element:
    words = f"{shortened(str(dot.item), _LONGEST_TITLE)}: {shown(dot.seconds, Unit.SECONDS)}"
    mark = element("circle", cx=percent(time(dot.at)), cy=_HEIGHT * (1 - scale(dot.seconds)))
    return told(words, mark, href=dot.item.href, class_="late" if is_late else "")


def _named(dot: Dot, time: Time, scale: Durations) -> tuple[Element, ...]:
    place = time(dot.at)
    words = f"{dot.item.name} took {shown(dot.seconds, Unit.SECONDS)}"
    y = _HEIGHT * (1 - scale(dot.seconds)) - 9
    return (element("text", words, x=percent(place), y=y, class_="note left" if place > 0.5 else "note"),)


def _table(chart: Scatter) -> Table:
    columns = (Column("Request", Kind.ITEM), Column("Done", Kind.MOMENT), Column("Took", Unit.SECONDS))
    return Table(chart.name, chart.title, columns, tuple((dot.item, dot.at, dot.seconds) for dot in chart.dots))
