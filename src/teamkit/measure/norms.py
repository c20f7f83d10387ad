"""How long work of each size took, as what was merged shows."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from teamkit.measure.periods import WEEK
from teamkit.measure.samples import FEW, percentile
from teamkit.measure.work import Work

YEAR = 52 * WEEK
SIZES = 3
CLASS = 20
"""With fewer merged ones in a class there are fewer classes: the 85th percentile of a handful is chance."""


@dataclass(frozen=True)
class Size:
    """Work from `least` to `most` lines, None for any more, and its norm: the seconds that 85 % of `n` took at most."""

    least: int
    most: int | None
    n: int
    norm: float

    def __str__(self) -> str:
        """The lines that it spans."""
        if self.most is None:
            return f"{self.least} lines or more" if self.least else "any size"
        return f"{self.least} to {self.most} lines"


def recent(works: Iterable[Work], at: datetime) -> tuple[Work, ...]:
    """What was merged in the 52 weeks before an instant."""
    since = at - YEAR
    return tuple(each for each in works if each.is_merged and each.ended and since <= each.ended < at)


def sizes(works: Iterable[Work], at: datetime) -> tuple[Size, ...]:
    """Three sizes with as much work in each, by what was merged in the 52 weeks before; fewer sizes of little work."""
    merged = [(each.lines, each.age(at)) for each in recent(works, at)]
    if len(merged) < FEW:
        return ()
    bounds = _bounds(sorted(lines for lines, _ in merged))
    groups: list[list[float]] = [[] for _ in range(len(bounds) + 1)]
    for lines, took in merged:
        groups[bisect_left(bounds, lines)].append(took)
    spans = zip((0, *(bound + 1 for bound in bounds)), (*bounds, None), groups, strict=True)
    return tuple(Size(least, most, len(ages), percentile(sorted(ages), 0.85) or 0) for least, most, ages in spans)


def _bounds(lines: Sequence[int]) -> list[int]:
    """The most lines of each size but the largest."""
    number = max(1, min(SIZES, len(lines) // CLASS))
    return sorted({lines[len(lines) * part // number - 1] for part in range(1, number)} - {lines[-1]})
