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


@dataclass(frozen=True)
class _Merged:
    """Work that was merged, how many lines came and went by it, and the seconds that it took."""

    ended: datetime
    lines: int
    took: float


class Norms:
    """How long work took, as it was known at any time."""

    def __init__(self, works: Iterable[Work]) -> None:
        """Learn what was merged."""
        merged = (
            _Merged(each.ended, each.lines, each.age(each.ended)) for each in works if each.is_merged and each.ended
        )
        self._merged = sorted(merged, key=_ended)

    def ages(self, at: datetime) -> list[float]:
        """How old work of any size became that was merged in the 52 weeks before an instant."""
        return [each.took for each in self._recent(at)]

    def sizes(self, at: datetime) -> tuple[Size, ...]:
        """Three sizes with as much work in each, by what was merged in the 52 weeks before; fewer of little work."""
        recent = self._recent(at)
        if len(recent) < FEW:
            return ()
        bounds = _bounds(sorted(each.lines for each in recent))
        groups: list[list[float]] = [[] for _ in range(len(bounds) + 1)]
        for each in recent:
            groups[bisect_left(bounds, each.lines)].append(each.took)
        spans = zip((0, *(bound + 1 for bound in bounds)), (*bounds, None), groups, strict=True)
        return tuple(Size(least, most, len(ages), percentile(sorted(ages), 0.85) or 0) for least, most, ages in spans)

    def _recent(self, at: datetime) -> Sequence[_Merged]:
        begin, end = (bisect_left(self._merged, moment, key=_ended) for moment in (at - YEAR, at))
        return self._merged[begin:end]


def _ended(each: _Merged) -> datetime:
    return each.ended


def _bounds(lines: Sequence[int]) -> list[int]:
    """The most lines of each size but the largest."""
    number = max(1, min(SIZES, len(lines) // CLASS))
    return sorted({lines[len(lines) * part // number - 1] for part in range(1, number)} - {lines[-1]})
