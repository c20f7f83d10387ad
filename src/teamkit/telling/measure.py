"""What people read about figures: a small table for each measure."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from teamkit.findings import Unseen
from teamkit.lifecycle.measuring.model import Taken
from teamkit.lifecycle.measuring.scene import Scene
from teamkit.lifecycle.reporting.translating import amount
from teamkit.measure.model import Line, Measured
from teamkit.publish.charts.units import Unit, shown
from teamkit.telling.layout import Cell, columns
from teamkit.telling.words import indented

_FEW = "too few"
_WIDEST = 44


def measures(scene: Scene, taken: Sequence[Taken], notes: Iterable[str]) -> RenderableType:
    """All that was taken, below a line that says of what, and what is to be known of the facts."""
    known = [(each.measure.title, each.result) for each in taken if not isinstance(each.result, Unseen)]
    parts = [part for title, result in known for part in ("", *_measure(title, result))]
    return Group(Text(heading(scene)), *(indented(2, note) for note in notes), *parts, *_unknown(taken))


def heading(scene: Scene) -> str:
    """Of which branch and time the figures are."""
    weeks = len(scene.period.weeks)
    before = "week" if weeks == 1 else f"{weeks} weeks"
    since, last = scene.period.since.date(), scene.period.last_day
    return f"{scene.branch} from {since} to {last}, beside the {before} before"


def _measure(title: str, result: Measured) -> Iterator[RenderableType]:
    yield Text(title, style="bold")
    yield from _table(result)
    for note in result.notes:
        yield indented(2, note)


def _unknown(taken: Iterable[Taken]) -> Iterator[RenderableType]:
    """What nobody knows, each reason once."""
    reasons: dict[Unseen, list[str]] = {}
    for each in taken:
        if isinstance(each.result, Unseen):
            reasons.setdefault(each.result, []).append(each.measure.title)
    for reason, titles in reasons.items():
        yield ""
        yield Text(", ".join(titles), style="bold")
        yield indented(2, f"unknown: {reason.why}; {reason.mend}")


def _table(result: Measured) -> Iterator[Text]:
    heads = ("", "n", "median", "85 %", "before")
    rows = [[Text(f"  {head}", style="dim") for head in heads], *(_row(line) for line in result.lines)]
    cells = [[Cell(text, is_right=bool(at), most=_WIDEST) for at, text in enumerate(row)] for row in rows]
    fitted = columns(cells, _WIDEST * len(heads), 1)
    if fitted:
        yield from (fitted.line(row) for row in cells)


def _row(line: Line) -> list[Text]:
    now, before = amount(line.now), amount(line.before) if line.before else None
    number = "" if now.n is None else f"{now.n:,}"
    middle = _FEW if now.is_few else _shown(now.value, line.unit)
    high = "" if now.is_few or now.p85 is None else _shown(now.p85, line.unit)
    words = (f"  {line.label}", number, middle, high, _shown(before.value if before else None, line.unit))
    return [Text(word, style="dim" if now.is_few else "") for word in words]


def _shown(value: float | None, unit: str) -> str:
    """A number with its unit, in signs that a keyboard has."""
    return shown(value, Unit(unit)).replace("\N{NO-BREAK SPACE}", " ")
