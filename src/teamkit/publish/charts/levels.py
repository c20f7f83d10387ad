"""Lines at values that are worth a name: where half and 85 % end, in this period and in the one before."""

from collections.abc import Callable, Iterator

from teamkit.publish.charts.frame import Aside, asides, level
from teamkit.publish.charts.scales import Durations
from teamkit.publish.charts.svg import Element, element, percent
from teamkit.publish.charts.units import Unit, shown


def levels(
    scale: Callable[[float], float], unit: Unit, height: float, *wanted: tuple[str, float | None, str]
) -> Element:
    """Lines across a picture, of each a name, the value if it is known, and the kind; named at the right edge."""
    found = [
        Aside(height * (1 - scale(value)), name, shown(value, unit), kind)
        for name, value, kind in wanted
        if value is not None
    ]
    return element("g", *(level(aside.y, aside.kind) for aside in found), asides(found, height))


def upright(name: str, value: float | None, scale: Durations, y: float, turn: float = 0.5) -> Iterator[Element]:
    """A line down to where so many end; its name stands at its left from the place on where there is room for it."""
    if value is None:
        return
    x, side = percent(scale(value)), "left" if scale(value) > turn else "right"
    yield element("line", x1=x, x2=x, y1=y - 9, y2="100%", class_="upright")
    words = f"{name} within {shown(value, Unit.SECONDS)}"
    yield element("text", words, x=x, y=y, dx=-6 if side == "left" else 6, class_=f"note {side}")


def share(values: tuple[float, ...], median: float | None, p85: float | None) -> str:
    """Where half and 85 % end in words, for those who hear the picture."""
    if median is None or p85 is None:
        return f"{len(values)} in all."
    half, most = shown(median, Unit.SECONDS), shown(p85, Unit.SECONDS)
    return f"{len(values)} in all. Half took at most {half}, 85 % at most {most}."
