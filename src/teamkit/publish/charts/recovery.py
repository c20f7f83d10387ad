"""How long each incident lasted: a dot for each on one line of durations."""

from teamkit.publish.charts.frame import Drawn, picture, posts
from teamkit.publish.charts.levels import upright
from teamkit.publish.charts.model import Outage, Recovery
from teamkit.publish.charts.scales import Durations, durations
from teamkit.publish.charts.svg import Element, element, percent, told
from teamkit.publish.charts.swarm import swarm
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit, counted, shown

_HEIGHT = 112
_MIDDLE = 70
_DOT = 14
_ROOM = 28
_NARROWEST = 260


def recovery(chart: Recovery) -> Drawn:
    """The chart; what is not over yet is an arrow."""
    scale = durations([each.seconds for each in chart.incidents])
    incidents = sorted(chart.incidents, key=lambda each: each.seconds)
    offsets = swarm([_NARROWEST * scale(each.seconds) for each in incidents], _DOT, _ROOM)
    drawn = picture(
        chart,
        _words(chart),
        _HEIGHT,
        posts(scale.ticks, _HEIGHT),
        element("line", x2="100%", y1=_HEIGHT, y2=_HEIGHT, class_="floor"),
        *upright("half", chart.median, scale, 14),
        element(
            "g", *(_dot(each, scale, offset) for each, offset in zip(incidents, offsets, strict=True)), class_="dots"
        ),
        kind="recovery",
        has_links=True,
    )
    notes = ("An arrow is not over yet.",) if any(not each.is_over for each in incidents) else ()
    return Drawn(chart, drawn, _table(chart), notes)


def _dot(incident: Outage, scale: Durations, offset: float) -> Element:
    x, y = percent(scale(incident.seconds)), _MIDDLE + offset
    lasted = shown(incident.seconds, Unit.SECONDS)
    if incident.is_over:
        return told(f"{incident.item}: {lasted}", element("circle", cx=x, cy=y), href=incident.item.href)
    arrow = element("svg", element("path", d="M-5,-5L5,0L-5,5Z"), x=x, y=y, class_="anchored")
    return told(f"{incident.item}: {lasted} so far", arrow, href=incident.item.href, class_="failed")


def _words(chart: Recovery) -> str:
    lasting = sum(not each.is_over for each in chart.incidents)
    half = "" if chart.median is None else f" Half were over within {shown(chart.median, Unit.SECONDS)}."
    return f"{counted(len(chart.incidents), 'incident')}, {lasting} not over yet.{half}"


def _table(chart: Recovery) -> Table:
    columns = (
        Column("Incident", Kind.ITEM),
        Column("Began", Kind.MOMENT),
        Column("Lasted", Unit.SECONDS),
        Column("Over", Kind.TEXT),
    )
    rows = tuple((each.item, each.started, each.seconds, each.is_over) for each in chart.incidents)
    return Table(chart.name, chart.title, columns, rows)
