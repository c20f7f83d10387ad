"""Elements of pictures: every text and attribute escaped, every number short."""

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup

from teamkit.publish.pages.page import visible

_CAMEL = frozenset({"patternUnits", "preserveAspectRatio", "viewBox"})
__all__ = ["Element", "element", "is_web", "markup", "percent", "told"]


def element(tag: str, *inside: Element | str, **attributes: str | float) -> Element:
    """An element; `class_` and `stroke_width` stand for `class` and `stroke-width`, an empty attribute for none."""
    made = Element(tag, {_name(key): value for key, given in attributes.items() if (value := _written(given)) != ""})
    for part in inside:
        if isinstance(part, Element):
            made.append(part)
        else:
            made.text = visible(part)
    return made


def told(words: str, *inside: Element, href: str = "", **attributes: str | float) -> Element:
    """Marks that say what they are when they are pointed at, and lead there where the address is one of the web.

    The keyboard reaches the same addresses in the table of the chart, in place of thousands of stops.
    """
    title = element("title", words)
    if is_web(href):
        return element("a", title, *inside, href=href, tabindex=-1, **attributes)
    return element("g", title, *inside, **attributes)


def is_web(href: str) -> bool:
    """Whether an address is one that a reader may follow."""
    parts = urlsplit(href)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def percent(fraction: float) -> str:
    """A place across a picture, whatever its width."""
    return f"{_short(100 * fraction)}%"


def markup(picture: Element) -> Markup:
    """A picture as a page takes it."""
    return Markup(tostring(picture, encoding="unicode"))  # noqa: S704


def _name(key: str) -> str:
    return key if key in _CAMEL else key.rstrip("_").replace("_", "-")


def _written(value: str | float) -> str:
    return str(visible(value)) if isinstance(value, str) else _short(value)


def _short(number: float) -> str:
    return f"{round(number, 2) + 0:g}"
