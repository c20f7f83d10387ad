"""Whether past forecasts came true as often as they said: on the diagonal they did."""

from teamkit.publish.charts.frame import GRAIN, Drawn, apart, picture, posts, rungs, stretched
from teamkit.publish.charts.model import Calibration, Kept
from teamkit.publish.charts.scales import Linear
from teamkit.publish.charts.svg import Element, element, percent, told
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit, shown

_HEIGHT = 300
_LINE = 15
_SCALE = Linear(1, 0.25, Unit.SHARE)


def calibration(chart: Calibration) -> Drawn:
    """The chart."""
    kept = sorted(chart.kept, key=_y)
    drawn = picture(
        chart,
        " ".join(f"{_told(kept)}." for kept in chart.kept) or "No forecast has come to its end.",
        _HEIGHT,
        rungs(_SCALE.ticks, _HEIGHT),
        posts(_SCALE.ticks, _HEIGHT),
        stretched(_HEIGHT, element("path", d=f"M0,{_HEIGHT}L{GRAIN},0", class_="diagonal")),
        element("text", "more often true", x="5%", y=66, class_="note"),
        element("text", "than promised", x="5%", y=82, class_="note"),
        element("text", "less often", x="95%", y=_HEIGHT - 24, class_="note left"),
        element("text", "came true", y=-22),
        element("text", "promised", x="100%", y=_HEIGHT + 36, class_="left"),
        element("g", *map(_dot, kept, apart([_y(each) for each in kept], _LINE, _HEIGHT)), class_="dots"),
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


def _dot(kept: Kept, label: float) -> Element:
    """A dot, and its number on the side where the diagonal is not."""
    x, side = percent(kept.promised), "left" if kept.observed > kept.promised else "right"
    words, dx = f"{shown(kept.observed, Unit.SHARE)} of {kept.n}", -10 if side == "left" else 10
    number = element("text", words, x=x, y=label, dx=dx, class_=f"note {side}")
    return told(_told(kept), element("circle", cx=x, cy=_y(kept)), number, class_="few" if kept.is_few else "")


def _y(kept: Kept) -> float:
    return _HEIGHT * (1 - kept.observed)


def _told(kept: Kept) -> str:
    promised, observed = shown(kept.promised, Unit.SHARE), shown(kept.observed, Unit.SHARE)
    return f"Of {kept.n} forecasts that promised {promised}, {observed} came true"
