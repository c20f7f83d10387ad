"""What was done and how many more will be: a line until today, and bands of chances behind it."""

from collections.abc import Iterator
from itertools import chain

from teamkit.publish.charts.frame import Aside, Drawn, asides, grain, picture, posts, rungs, stretched
from teamkit.publish.charts.model import Forecast
from teamkit.publish.charts.scales import Linear, Time, linear
from teamkit.publish.charts.svg import Element, element, percent
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit, shown
from teamkit.publish.pages.page import day

_HEIGHT = 280


def forecast(chart: Forecast) -> Drawn:
    """The chart; a band lies between a chance and what it leaves, and the middle is a line."""
    time = Time(chart.done[0].at, chart.ahead[-1].at)
    scale = linear(chart.done[-1].count + max(chart.ahead[-1].more))
    today = chart.done[-1].at
    x = percent(time(today))
    drawn = picture(
        chart,
        _words(chart),
        _HEIGHT,
        rungs(scale.ticks, _HEIGHT),
        posts(time.ticks, _HEIGHT),
        stretched(_HEIGHT, *_bands(chart, time, scale), *_lines(chart, time, scale)),
        element("line", x1=x, x2=x, y1=4, y2=_HEIGHT, class_="upright"),
        element("text", f"{today.day} {today:%b}", x=x, y=14, dx=-6, class_="note left"),
        asides(_names(chart, scale), _HEIGHT),
        kind="named forecast",
    )
    return Drawn(chart, drawn, _table(chart))


def _bands(chart: Forecast, time: Time, scale: Linear) -> Iterator[Element]:
    """The widest first, so that the likely is darkest."""
    ordered = sorted(range(len(chart.chances)), key=lambda index: chart.chances[index])
    for low, high in zip(ordered, reversed(ordered), strict=True):
        if chart.chances[low] < chart.chances[high]:
            there, back = (list(_curve(chart, index, time, scale)) for index in (low, high))
            yield element("path", d=f"M{'L'.join([*there, *reversed(back)])}Z", class_="band")


def _lines(chart: Forecast, time: Time, scale: Linear) -> Iterator[Element]:
    done = (f"{grain(time(each.at))},{_HEIGHT * (1 - scale(each.count)):.1f}" for each in chart.done)
    yield element("path", d=f"M{'L'.join(done)}", class_="line")
    for index, chance in enumerate(chart.chances):
        if chance == 0.5:
            yield element("path", d=f"M{'L'.join(_curve(chart, index, time, scale))}", class_="line ahead")


def _curve(chart: Forecast, index: int, time: Time, scale: Linear) -> Iterator[str]:
    """What comes true with one chance, from today on."""
    now = chart.done[-1]
    future = ((each.at, each.more[index]) for each in chart.ahead)
    for at, more in chain([(now.at, 0.0)], future):
        yield f"{grain(time(at))},{_HEIGHT * (1 - scale(now.count + more)):.1f}"


def _names(chart: Forecast, scale: Linear) -> Iterator[Aside]:
    """Chances that somebody would build on."""
    now, last = chart.done[-1], chart.ahead[-1]
    for chance, more in zip(chart.chances, last.more, strict=True):
        if chance >= 0.5:
            name = f"{shown(chance, Unit.SHARE)} sure"
            yield Aside(_HEIGHT * (1 - scale(now.count + more)), name, f"{shown(more, Unit.COUNT)} more", "chance")


def _words(chart: Forecast) -> str:
    last = chart.ahead[-1]
    parts = (
        f"{shown(more, Unit.COUNT)} or more with a chance of {shown(chance, Unit.SHARE)}"
        for chance, more in zip(chart.chances, last.more, strict=True)
    )
    return f"{shown(chart.done[-1].count, Unit.COUNT)} are done. Until {day(last.at)}: {', '.join(parts)}."


def _table(chart: Forecast) -> Table:
    chances = (Column(f"More, {shown(chance, Unit.SHARE)} sure", Unit.COUNT) for chance in chart.chances)
    columns = (Column("Day", Kind.DAY), Column("Done", Unit.COUNT), *chances)
    nothing = (None,) * len(chart.chances)
    past = ((each.at, each.count, *nothing) for each in chart.done)
    future = ((each.at, None, *each.more) for each in chart.ahead)
    return Table(chart.name, chart.title, columns, tuple(chain(past, future)))
