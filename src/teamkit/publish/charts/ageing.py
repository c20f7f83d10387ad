"""How old open work is, stage by stage, beside how long that took that is done."""

from collections.abc import Iterator, Sequence

from teamkit.publish.charts.frame import Drawn, anchored, picture, rungs
from teamkit.publish.charts.levels import levels
from teamkit.publish.charts.model import Aged, Ageing
from teamkit.publish.charts.scales import Durations, durations
from teamkit.publish.charts.svg import Element, element, told
from teamkit.publish.charts.swarm import swarm
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit, shown
from teamkit.publish.text import shortened

_HEIGHT = 300
_DOT = 9
_ROOM = 22
_LONGEST_TITLE = 60
_LONGEST_LINE = 8
_LONGEST_NAME = 24


def ageing(chart: Ageing) -> Drawn:
    """The chart; what is late is a ring, and the oldest of a stage with such a one is named."""
    known = [value for value in (chart.median, chart.p85) if value is not None]
    scale = durations([*known, *(request.seconds for request in chart.requests)])
    drawn = picture(
        chart,
        _words(chart),
        _HEIGHT,
        rungs(scale.ticks, _HEIGHT),
        levels(scale, Unit.SECONDS, _HEIGHT, ("half", chart.median, "median"), ("85 %", chart.p85, "p85")),
        *(_column(chart, index, scale) for index in range(len(chart.stages))),
        kind="ageing",
        has_links=True,
    )
    notes = ("Rings are late for their size.",) if _late(chart) else ()
    return Drawn(chart, drawn, _table(chart), notes)


def _column(chart: Ageing, index: int, scale: Durations) -> Element:
    """The dots of a stage, and its name under them."""
    stage = chart.stages[index]
    requests = sorted((each for each in chart.requests if each.stage == stage), key=lambda each: -each.seconds)
    places = [_HEIGHT * (1 - scale(request.seconds)) for request in requests]
    kinds = ["late" if request.is_late else "" for request in requests]
    across = tuple(swarm(places, _DOT, _ROOM))
    dots = map(_dot, requests, across, places, kinds)
    oldest = (_name(requests[0], across, places),) if any(kinds) else ()
    lines = (*_lines(stage), str(len(requests)))
    names = (
        element("text", words, y=_HEIGHT + 18 + 15 * line, class_="value" if line == len(lines) - 1 else "")
        for line, words in enumerate(lines)
    )
    inside = (element("g", *dots, class_="dots"), *oldest, element("g", *names, class_="posts"))
    return anchored((index + 0.5) / len(chart.stages), *inside)


def _dot(request: Aged, x: float, y: float, kind: str) -> Element:
    words = f"{shortened(str(request.item), _LONGEST_TITLE)}: {shown(request.seconds, Unit.SECONDS)}"
    return told(words, element("circle", cx=x, cy=y), href=request.item.href, class_=kind)


def _name(oldest: Aged, across: Sequence[float], places: Sequence[float]) -> Element:
    """The name of the oldest, beside all dots of its height, as far as there is room."""
    beside = max(x for x, y in zip(across, places, strict=True) if abs(y - places[0]) < _DOT)
    return element("text", shortened(oldest.item.name, _LONGEST_NAME), x=beside + _DOT, y=places[0], class_="note")


def _lines(name: str) -> Iterator[str]:
    """A name over several lines, so that columns have room on a phone."""
    line = ""
    for word in name.split():
        if line and len(line) + len(word) >= _LONGEST_LINE:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def _late(chart: Ageing) -> int:
    return sum(each.is_late for each in chart.requests)


def _words(chart: Ageing) -> str:
    return f"{len(chart.requests)} open, of which {_late(chart)} are late for their size."


def _table(chart: Ageing) -> Table:
    columns = (Column("Request", Kind.ITEM), Column("Stage", Kind.TEXT), Column("Age", Unit.SECONDS))
    rows = sorted(chart.requests, key=lambda each: (chart.stages.index(each.stage), -each.seconds))
    return Table(chart.name, chart.title, columns, tuple((each.item, each.stage, each.seconds) for each in rows))
