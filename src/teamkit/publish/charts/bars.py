"""One value a week as a bar: hollow where it comes from too few, hatched where it may still change."""

from collections.abc import Iterator

from teamkit.publish.charts.frame import Drawn, picture, posts, rungs
from teamkit.publish.charts.levels import levels
from teamkit.publish.charts.model import Bars, Weekly
from teamkit.publish.charts.scales import Linear, linear
from teamkit.publish.charts.svg import Element, element, percent, told
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit, counted, shown
from teamkit.publish.charts.weekly import few, named, slot, span

_HEIGHT = 220


def bars(chart: Bars) -> Drawn:
    """The chart; the highest bar that is no chance has its value above it."""
    scale = linear(max(_known(chart), default=0), chart.unit)
    drawn = picture(
        chart,
        _words(chart),
        _HEIGHT,
        _hatching(chart.name),
        rungs(scale.ticks, _HEIGHT),
        posts(span([week.start for week in chart.weeks]).ticks, _HEIGHT),
        element("g", *(_bar(chart, index, scale) for index in range(len(chart.weeks))), class_="bars"),
        *_highest(chart, scale),
        levels(scale, chart.unit, _HEIGHT, (chart.what, chart.typical, "median"), ("before", chart.before, "before")),
        kind="weeks",
    )
    return Drawn(chart, drawn, _table(chart), tuple(_notes(chart)))


def _hatching(name: str) -> Element:
    """The pattern of what may still change."""
    lines = element("path", d="M-1,1l2,-2M0,6l6,-6M5,7l2,-2", class_="hatch")
    return element("pattern", lines, id=f"{name}-hatch", width=6, height=6, patternUnits="userSpaceOnUse")


def _bar(chart: Bars, index: int, scale: Linear) -> Element:
    week = chart.weeks[index]
    height = _HEIGHT * scale(week.value or 0)
    words = f"{named(week.start)}: {shown(week.value, chart.unit)}{_of(week)}"
    x, width = slot(index, len(chart.weeks))
    mark = element("rect", x=x, width=width, y=_HEIGHT - height, height=height, fill=_fill(chart, week))
    return told(words, mark, class_=_kind(week))


def _fill(chart: Bars, week: Weekly) -> str:
    return f"url(#{chart.name}-hatch)" if week.is_open and not week.is_few else ""


def _kind(week: Weekly) -> str:
    return "few" if week.is_few else "open" if week.is_open else ""


def _highest(chart: Bars, scale: Linear) -> Iterator[Element]:
    solid = [(week.value, -index) for index, week in enumerate(chart.weeks) if week.value and not week.is_few]
    for value, index in sorted(solid)[-1:]:
        x, y = percent((0.5 - index) / len(chart.weeks)), _HEIGHT * (1 - scale(value)) - 6
        yield element("text", shown(value, chart.unit), x=x, y=y, class_="note top")


def _known(chart: Bars) -> list[float]:
    values = (*(week.value for week in chart.weeks), chart.typical, chart.before)
    return [value for value in values if value is not None]


def _words(chart: Bars) -> str:
    values = [week.value for week in chart.weeks if week.value is not None]
    if not values:
        return f"{counted(len(chart.weeks), 'week')}, none with a value."
    low, high = shown(min(values), chart.unit), shown(max(values), chart.unit)
    return f"{counted(len(chart.weeks), 'week')}, from {low} to {high}."


def _of(week: Weekly) -> str:
    return "" if week.n is None else f" of {week.n}"


def _notes(chart: Bars) -> Iterator[str]:
    yield from few(chart.weeks)
    if any(week.is_open for week in chart.weeks):
        yield f"Hatched: {chart.opening}."


def _table(chart: Bars) -> Table:
    columns = (
        Column("Week of", Kind.DAY),
        Column(chart.what.capitalize(), chart.unit),
        Column("Of", Unit.COUNT),
        Column("Too few", Kind.TEXT),
        Column("May still change", Kind.TEXT),
    )
    rows = tuple((week.start, week.value, week.n, week.is_few, week.is_open) for week in chart.weeks)
    return Table(chart.name, chart.title, columns, rows)
