"""Lines across a picture of durations, where half and 85 % of them end."""

from teamkit.publish.charts.frame import Aside, asides, level
from teamkit.publish.charts.scales import Durations
from teamkit.publish.charts.svg import Element, element
from teamkit.publish.charts.units import Unit, shown


def levels(
    scale: Durations, height: float, median: float | None, p85: float | None, before: float | None = None
) -> Element:
    """Lines at the median and the 85th percentile, and at the median of the period before; each with its name."""
    wanted = (("before", before, "before"), ("half", median, "median"), ("85 %", p85, "p85"))
    found = [
        Aside(height * (1 - scale(value)), name, shown(value, Unit.SECONDS), kind)
        for name, value, kind in wanted
        if value is not None
    ]
    lines = (level(aside.y, aside.kind) for aside in found)
    return element("g", *lines, asides(found, height))


def share(values: tuple[float, ...], median: float | None, p85: float | None) -> str:
    """The same in words, for those who hear the picture."""
    if median is None or p85 is None:
        return f"{len(values)} in all."
    half, most = shown(median, Unit.SECONDS), shown(p85, Unit.SECONDS)
    return f"{len(values)} in all. Half took at most {half}, 85 % at most {most}."
