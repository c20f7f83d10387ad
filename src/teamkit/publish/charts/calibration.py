"""Whether past forecasts came true as often as they said: on the diagonal they did."""

from teamkit.publish.charts.frame import GRAIN, Drawn, picture, posts, rungs, stretched
from teamkit.publish.charts.model import Calibration, Kept
from teamkit.publish.charts.scales import Linear
from teamkit.publish.charts.svg import Element, element, percent, told
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit, shown

_HEIGHT = 300
_SCALE = Linear(1, 0.25, Unit.SHARE)


def calibration(chart: Calibration) -> Drawn:
    """The chart."""
    drawn = picture(
        chart,
        " ".join(f"{_told(kept)}." for kept in chart.kept) or "No forecast has come to its end.",
        _HEIGHT,
        rungs(_SCALE.ticks, _HEIGHT),
        posts(_SCALE.ticks, _HEIGHT),
        stretched(_HEIGHT, element("path", d=f"M0,{_HEIGHT}L{GRAIN},0", class_="diagonal")),
        element("text", "true more often than promised", x="4%", y=26, class_="note right"),
        element("text", "less often", x="96%", y=_HEIGHT - 18, class_="note left"),
        element("g", *map(_dot, chart.kept), class_="dots"),
        kind="calibration",
    )
    columns = (
        Column("Promised", Unit.SHARE),
        Column("Came true", Unit.SHARE),
        Column("Forecasts", Unit.COUNT),
        Column("Too few", Kind.TEXT),
    )
    rows = tuple((each.promised, each.observed, each.n, each.is_few) for each in chart.kept)
    return Drawn(chart, drawn, Table(chart.name, chart.title, columns, rows))


def _dot(kept: Kept) -> Element:
    x, y = percent(kept.promised), _HEIGHT * (1 - kept.observed)
    number = element("text", f"{shown(kept.observed, Unit.SHARE)} of {kept.n}", x=x, y=y, dx=-10, class_="note left")
    return told(_told(kept), element("circle", cx=x, cy=y), number, class_="few" if kept.is_few else "")


def _told(kept: Kept) -> str:
    promised, observed = shown(kept.promised, Unit.SHARE), shown(kept.observed, Unit.SHARE)
    return f"Of {kept.n} forecasts that promised {promised}, {observed} came true"
