"""What marks stand in: a picture with its words, axes, and names at its right edge.

Places across are parts of the width and places down are pixels, so that a picture fits any width and its letters stay
as large as the letters of the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teamkit.publish.charts.model import Chart
from teamkit.publish.charts.scales import Tick
from teamkit.publish.charts.svg import Element, element, percent
from teamkit.publish.charts.table import Table

GRAIN = 1000
_LINE = 15
_LABEL = 2 * _LINE


@dataclass(frozen=True)
class Drawn:
    """A chart as it goes onto a page: the picture, how to read what is not plain in it, and its numbers."""

    chart: Chart
    picture: Element
    table: Table
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Aside:
    """A name beside the right end of a line, at `y` if there is room, with a value under it."""

    y: float
    name: str
    value: str
    kind: str = ""


def picture(chart: Chart, words: str, height: float, *inside: Element, kind: str, has_links: bool = False) -> Element:
    """The whole picture. One with links in it is no image to those who hear it, but a group of them."""
    title, description = f"{chart.name}-title", f"{chart.name}-words"
    return element(
        "svg",
        element("title", chart.title, id=title),
        element("desc", words, id=description),
        *inside,
        class_=f"chart {kind}",
        role="group" if has_links else "img",
        aria_labelledby=title,
        aria_describedby=description,
        width="100%",
        height=height,
    )


def rungs(ticks: Iterable[Tick], height: float) -> Element:
    """Light lines across, each with its value at the left."""
    return element("g", *(_rung(tick, height * (1 - tick.place)) for tick in ticks), class_="rungs")


def posts(ticks: Iterable[Tick], height: float) -> Element:
    """Marks under the picture, each with its value below."""
    return element("g", *(part for tick in ticks for part in _post(tick, height)), class_="posts")


def level(y: float, kind: str) -> Element:
    """A line across the whole picture, seen over marks of any colour."""
    lines = (element("line", x2="100%", y1=y, y2=y, class_=name) for name in ("halo", f"level {kind}"))
    return element("g", *lines)


def stretched(height: float, *paths: Element) -> Element:
    """Paths in thousandths of the width, drawn as wide as there is room."""
    box = f"0 0 {GRAIN} {height:g}"
    return element("svg", *paths, viewBox=box, width="100%", height=height, preserveAspectRatio="none")


def grain(place: float) -> str:
    """A place across a stretched drawing."""
    return f"{GRAIN * place:.4g}"


def anchored(place: float, *inside: Element, y: float = 0) -> Element:
    """Marks in pixels around a place."""
    return element("svg", *inside, x=percent(place), y=y, class_="anchored")


def asides(found: Iterable[Aside], height: float) -> Element:
    """Names at the right edge, none over another, each tied to its line."""
    ordered = sorted(found, key=lambda aside: aside.y)
    places = apart([aside.y for aside in ordered], _LABEL + 4, height)
    return anchored(1, *map(_aside, ordered, places))


def apart(wanted: Sequence[float], gap: float, height: float) -> list[float]:
    """Places in the order of those that are wanted, at least `gap` apart, and within the height if they fit."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + gap) if places else max(place, gap / 2))
    limit = height - gap / 2
    for index in reversed(range(len(places))):
        places[index] = min(places[index], limit)
        limit = places[index] - gap
    return places


def _rung(tick: Tick, y: float) -> Element:
    return element("g", element("line", x2="100%", y1=y, y2=y), element("text", tick.label, x=-8, y=y))


def _post(tick: Tick, height: float) -> Iterable[Element]:
    x = percent(tick.place)
    yield element("line", x1=x, x2=x, y1=height, y2=height + 5)
    yield element("text", tick.label, x=x, y=height + 18)
    if tick.under:
        yield element("text", tick.under, x=x, y=height + 18 + _LINE, class_="under")


def _aside(aside: Aside, y: float) -> Element:
    return element(
        "g",
        element("path", d=f"M2,{aside.y:.1f}L9,{y:.1f}"),
        element("text", aside.name, x=13, y=y - 3),
        element("text", aside.value, x=13, y=y - 3 + _LINE, class_="value"),
        class_=f"aside {aside.kind}".strip(),
    )
