"""How long something took from week to week: the median as a line, and a band up to the 85th percentile."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from teamkit.publish.charts.frame import Aside, Drawn, asides, grain, level, picture, posts, rungs, stretched
from teamkit.publish.charts.model import Spread, Trend
from teamkit.publish.charts.scales import Durations, Time, durations
from teamkit.publish.charts.svg import Element, element, percent, told
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit, shown
from teamkit.publish.charts.weekly import few, heard, middle, named, newest, span

_HEIGHT = 260
_MANY = 60


def trend(chart: Trend) -> Drawn:
    """The chart; where a week has no value, line and band are broken."""
    time = span([week.start for week in chart.weeks])
    known = [value for week in chart.weeks for value in (week.median, week.p85) if value is not None]
    scale = durations([*known, *([] if chart.before is None else [chart.before])])
    runs = [list(run) for has_value, run in groupby(chart.weeks, lambda week: week.median is not None) if has_value]
    names = tuple(_names(chart, scale))
    drawn = picture(
        chart,
        heard(chart.weeks, _told),
        _HEIGHT,
        rungs(scale.ticks, _HEIGHT),
        posts(time.ticks, _HEIGHT),
        *(level(aside.y, "before") for aside in names if aside.kind == "before"),
        stretched(_HEIGHT, *(part for run in runs for part in _run(run, time, scale))),
        element("g", *(_dot(week, time, scale) for run in runs for week in run), class_=_density(chart)),
        asides(names, _HEIGHT),
        kind="trend",
    )
    return Drawn(chart, drawn, _table(chart), few(chart.weeks))


def _density(chart: Trend) -> str:
    return "dots many" if len(chart.weeks) > _MANY else "dots"


def _run(run: Sequence[Spread], time: Time, scale: Durations) -> Iterator[Element]:
    """The band and the line of weeks that follow each other."""
    low = [_point(week, week.median, time, scale) for week in run]
    high = [_point(week, week.p85, time, scale) for week in run]
    yield element("path", d=f"M{'L'.join([*low, *reversed(high)])}Z", class_="band")
    yield element("path", d=f"M{'L'.join(high)}", class_="line high")
    yield element("path", d=f"M{'L'.join(low)}", class_="line")


def _point(week: Spread, value: float | None, time: Time, scale: Durations) -> str:
    return f"{grain(time(middle(week.start)))},{_y(value, scale):.1f}"


def _y(value: float | None, scale: Durations) -> float:
    return _HEIGHT * (1 - scale(value or 0))


def _dot(week: Spread, time: Time, scale: Durations) -> Element:
    dot = element("circle", cx=percent(time(middle(week.start))), cy=_y(week.median, scale))
    return told(_told(week), dot, class_="few" if week.is_few else "")


def _names(chart: Trend, scale: Durations) -> Iterator[Aside]:
    """The lines at the newest week that says something."""
    last = newest(chart.weeks)
    wanted = (("85 %", last.p85, "p85"), ("half", last.median, "median"), ("before", chart.before, "before"))
    for name, value, kind in wanted:
        if value is not None:
            yield Aside(_y(value, scale), name, shown(value, Unit.SECONDS), kind)


def _told(week: Spread) -> str:
    half, most = shown(week.median, Unit.SECONDS), shown(week.p85, Unit.SECONDS)
    return f"{named(week.start)}: half within {half}, 85 % within {most}, {week.n} in all"


def _table(chart: Trend) -> Table:
    columns = (
        Column("Week of", Kind.DAY),
        Column("Half within", Unit.SECONDS),
        Column("85 % within", Unit.SECONDS),
        Column("Of", Unit.COUNT),
        Column("Too few", Kind.TEXT),
    )
    rows = tuple((week.start, week.median, week.p85, week.n, week.is_few) for week in chart.weeks)
    return Table(chart.name, chart.title, columns, rows)
