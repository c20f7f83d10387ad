"""Draws what longer histories cost, both axes logarithmic: what grows with the history rises, the rest is level."""

from collections.abc import Iterable, Iterator
from math import log
from xml.etree.ElementTree import Element, indent, tostring

from benchmarks.churning.growing import SHORTEST, TIMES, Curve
from teamkit.publish.charts.svg import element

LEFT, RIGHT, TOP, BOTTOM = 60, 380, 40, 320
TICKS = (0.05, 0.5, 5)
STYLE = """
  text { font-family: system-ui, sans-serif; font-size: 13px; fill: currentColor }
  line { stroke: #80868f; stroke-opacity: 0.3 }
  polyline { fill: none; stroke: currentColor; stroke-width: 2 }
  svg { color: #33373d } .ours { color: #1b6ca8 } .git { color: #80868f }
  @media (prefers-color-scheme: dark) { svg { color: #d8dbe0 } .ours { color: #6db3e8 } }
"""


def drawn(curves: Iterable[Curve]) -> str:
    """The curves, each with what the longest history costs."""
    title = "CPU seconds of churn by the length of the history"
    head = element("text", title, x=LEFT, y=TOP - 20, font_weight="bold")
    parts = (element("style", STYLE), element("title", title), head, *_axes(), *_lines(curves))
    picture = element("svg", *parts, xmlns="http://www.w3.org/2000/svg", viewBox="0 0 680 350")
    indent(picture)
    return tostring(picture, encoding="unicode") + "\n"


def _axes() -> Iterator[Element]:
    for seconds in TICKS:
        y = _up(seconds)
        yield element("line", x1=LEFT, x2=RIGHT, y1=y, y2=y)
        yield element("text", f"{seconds:g} s", x=LEFT - 8, y=y + 4, text_anchor="end")
    for times in TIMES:
        yield element("text", f"{SHORTEST * times:,} commits", x=_across(times), y=BOTTOM + 22, text_anchor="middle")


def _lines(curves: Iterable[Curve]) -> Iterator[Element]:
    for curve in curves:
        places = [(_across(times), _up(seconds)) for times, seconds in zip(TIMES, curve.seconds, strict=True)]
        colour = "git" if curve.name.startswith("git") else "ours"
        yield element("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places), class_=colour)
        x, y = places[-1]
        yield element("text", f"{curve.seconds[-1]:.2f} s: {curve.name}", x=x + 10, y=y + 4, class_=colour)


def _across(times: float) -> float:
    return LEFT + 40 + (RIGHT - LEFT - 40) * log(times) / log(TIMES[-1])


def _up(seconds: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * log(seconds / TICKS[0]) / log(TICKS[-1] / TICKS[0])
