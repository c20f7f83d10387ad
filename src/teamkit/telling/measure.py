"""What people read about figures: a small table for each measure."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from teamkit.findings import Unseen
from teamkit.lifecycle.measuring.model import Taken
from teamkit.lifecycle.measuring.scene import Scene
from teamkit.measure.model import Line, Measured, Unit, Value
from teamkit.measure.samples import Count, Mean, Sample, Share
from teamkit.telling.layout import Cell, columns
from teamkit.telling.words import indented

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_FEW = "too few"
_NONE = "–"
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
    since, until = (f"{at:%Y-%m-%d}" for at in (scene.period.since, scene.period.until))
    return f"{scene.branch} from {since} to {until}, beside the {before} before"


def span(seconds: float) -> str:
    """A duration in its natural unit."""
    for unit, length, least in (("d", _DAY, 2 * _DAY), ("h", _HOUR, _HOUR)):
        if abs(seconds) >= least:
            return f"{seconds / length:.1f} {unit}"
    return f"{seconds / _MINUTE:.0f} min"


def number(value: float, unit: Unit) -> str:
    """A number with its unit."""
    match unit:
        case Unit.SECONDS:
            return span(value)
        case Unit.DAYS:
            return f"{value:.1f} d"
        case Unit.SHARE:
            return f"{100 * value:.1f} %"
        case Unit.COUNT:
            return f"{value:,.1f}".removesuffix(".0")


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
    few = getattr(line.now, "is_few", False)
    middle, high = _shown(line.now, line.unit)
    before = _shown(line.before, line.unit)[0] if line.before else _NONE
    number = "" if isinstance(line.now, Count) else f"{line.now.n:,}"
    words = (f"  {line.label}", number, _FEW if few else middle, "" if few else high, before)
    return [Text(word, style="dim" if few else "") for word in words]


def _shown(value: Value, unit: Unit) -> tuple[str, str]:
    """The middle of what was seen, and its 85th percentile."""
    match value:
        case Sample(median=float() | int() as median, p85=float() | int() as p85):
            return number(median, unit), number(p85, unit)
        case Mean(value=float() | int() as mean):
            return number(mean, unit), ""
        case Share(value=float() as share):
            return number(share, Unit.SHARE), ""
        case Count(n=n):
            return f"{n:,}", ""
    return _NONE, ""
