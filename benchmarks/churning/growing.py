"""Draws what longer histories cost: invented ones, once, four times and sixteen times as long."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from benchmarks.churning.costing import NEW, resumed, subject
from benchmarks.looking_back import made

SHORTEST, TIMES = 1_250, (1, 4, 16)
LEFT, RIGHT, TOP, HEIGHT = 50, 320, 20, 300
COLOURS = ("#1b6ca8", "#767676", "#c0562f", "#2d7d46")
LEAST, MOST = 0.1, 10.0


@dataclass(frozen=True)
class Curve:
    """CPU seconds by the length of the history."""

    name: str
    seconds: Sequence[float]


def curves(scratch: Path) -> Iterator[Curve]:
    """What each way of reading costs."""
    rows = [tuple(_seconds(scratch / str(times), SHORTEST * times)) for times in TIMES]
    names = ("all history", "git alone", f"the newest {NEW} landings", f"{NEW} new ones, the rest kept")
    yield from map(Curve, names, zip(*rows, strict=True))


def _seconds(scratch: Path, commits: int) -> Iterator[float]:
    scratch.mkdir()
    measured = subject(made(scratch / "history", commits), scratch, "develop")
    for command in (measured.ours(), measured.floor(), measured.ours(measured.landings[-NEW][1])):
        yield min(command.cpu_seconds() for _ in range(3))
    yield min(resumed(measured, scratch, 3))


def drawn(curves: Iterable[Curve]) -> str:
    """The curves as SVG, both axes logarithmic: what grows with the history rises, what does not is level."""
    parts = [_axis(times) for times in TIMES]
    parts += [_line(curve, colour) for curve, colour in zip(curves, COLOURS, strict=True)]
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 360" font-family="sans-serif" font-size="13">'
    title = f"<title>CPU seconds of churn by the length of the history, from {LEAST} to {MOST:.0f}</title>"
    return "\n".join((head, title, *parts, "</svg>\n"))


def _axis(times: int) -> str:
    return f'<text x="{_across(times):.0f}" y="345" text-anchor="middle">{SHORTEST * times:,} commits</text>'


def _line(curve: Curve, colour: str) -> str:
    places = [(_across(times), _up(seconds)) for times, seconds in zip(TIMES, curve.seconds, strict=True)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="{colour}">{curve.name}: {curve.seconds[-1]:.2f} s</text>'
    )


def _across(times: float) -> float:
    return LEFT + RIGHT * log(times) / log(TIMES[-1])


def _up(seconds: float) -> float:
    return TOP + HEIGHT * (1 - log(max(seconds, LEAST) / LEAST) / log(MOST / LEAST))
