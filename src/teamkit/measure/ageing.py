"""How old open work is, and which of it is at risk: what is older than most of its size ever was.

As ageing work in progress of Vacanti, "Actionable Agile Metrics for Predictability" (2015), whose 85th percentile of
what was done is taken by size. All of it is work in progress, drafts too, and ages from its beginning.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.norms import Norms, Size
from teamkit.measure.periods import week
from teamkit.measure.samples import Sample, Share, sample
from teamkit.measure.work import Work, Works

_TOLD = 10
"""So much work at risk is told in words; the records hold all of it."""


@dataclass(frozen=True)
class Aged:
    """Work with its age in seconds, at its end or now, and its size by what was known then; None of too few merged."""

    work: Work
    age: float
    size: Size | None

    @property
    def is_at_risk(self) -> bool | None:
        """Whether it is older than 85 % of what was merged of its size; None where nobody knows."""
        return self.age > self.size.norm if self.size else None

    @property
    def excess(self) -> float:
        """Its age in proportion to what 85 % of its size took at most."""
        return self.age / max(self.size.norm, 1) if self.size else 0

    @property
    def why(self) -> str:
        """Why it is at risk, in one line; empty where nobody knows whether it is."""
        if not self.size:
            return ""
        merged = f"of {self.size.n} merged with {self.size}, 85 % took at most {_days(self.size.norm)}"
        return f"open for {_days(self.age)}; {merged}"


@dataclass(frozen=True)
class Ageing:
    """Open work, the oldest in proportion to its size first, and what ended, on which the rule is tested.

    `merged` is how old work of any size became that was merged in the 52 weeks before.
    """

    works: Works
    open: tuple[Aged, ...]
    ended: tuple[Aged, ...]
    merged: Sample

    @cached_property
    def at_risk(self) -> tuple[Aged, ...]:
        """Open work that is at risk."""
        return tuple(each for each in self.open if each.is_at_risk)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What is at risk, all ages, and a test of the rule: what would have been listed before it ended.

        Of merged work the rule lists 15 % where norms hold. That being listed means something shows in the share that
        took as long as the norm again, and in the share that was closed without a merge beside that of other work.
        """
        known = [each for each in self.open if each.size]
        merged = [each for each in self.ended if each.work.is_merged]
        listed = [each for each in self.ended if each.is_at_risk]
        others = [each for each in self.ended if not each.is_at_risk]
        losses = (
            _line("listed work that was closed unmerged", _is_lost, listed),
            _line("other work that was closed unmerged", _is_lost, others),
        )
        return (
            _line("open work that is at risk", _is_at_risk, known),
            Line("age of open work", Unit.SECONDS, sample(each.age for each in self.open)),
            Line("age of merged work", Unit.SECONDS, self.merged),
            _line("merged work that had been listed", _is_at_risk, merged),
            _line("listed work that took twice its norm or more", _is_twice, listed),
            *(losses if self.works.tells_losses else ()),
        )

    @cached_property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """Every open piece of work beside the norm of its size, which is None where too few were merged."""
        return tuple(_record(each) for each in self.open)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What counts as work, whether there is a norm, and why work is at risk, the worst first."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        yield from self.works.notes
        if self.merged.is_few:
            yield f"merged in the last 52 weeks: {self.merged.n}; too few to call anything open at risk"
        yield from (f"{each.work}: {each.why}" for each in self.at_risk[:_TOLD])
        if more := len(self.at_risk[_TOLD:]):
            yield f"{more} more are at risk, as the records say"


def ageing(works: Works, now: datetime) -> Ageing:
    """Judge what is open by what was merged in the 52 weeks before, and what ended by what was known in its week."""
    known = [each for each in works.several if each.began < now]
    norms = Norms(known)
    sizes = norms.sizes(now)
    open_ones = (_aged(each, now, sizes) for each in known if each.ended is None or each.ended >= now)
    in_turn = sorted(open_ones, key=lambda each: (-each.excess, each.work.began, str(each.work)))
    return Ageing(works, tuple(in_turn), tuple(_ended(known, norms, now)), sample(norms.ages(now)))


def _ended(works: Sequence[Work], norms: Norms, now: datetime) -> Iterator[Aged]:
    """All that ended, by the norms of the Monday of that week; where there were none yet, it is left out."""
    over = sorted((each.ended, number) for number, each in enumerate(works) if each.ended and each.ended < now)
    for monday, group in groupby(over, key=lambda pair: week(pair[0])):
        sizes = norms.sizes(monday)
        yield from (_aged(works[number], now, sizes) for _, number in group if sizes)


def _aged(work: Work, at: datetime, sizes: Iterable[Size]) -> Aged:
    size = next((each for each in sizes if each.most is None or work.lines <= each.most), None)
    return Aged(work, work.age(at), size)


def _line(label: str, is_one: Callable[[Aged], bool], works: Sequence[Aged]) -> Line:
    return Line(label, Unit.SHARE, Share(sum(map(is_one, works)), len(works)))


def _is_at_risk(each: Aged) -> bool:
    return bool(each.is_at_risk)


def _is_twice(each: Aged) -> bool:
    return each.excess >= 2


def _is_lost(each: Aged) -> bool:
    return not each.work.is_merged


def _record(each: Aged) -> Mapping[str, Scalar]:
    work, size = each.work, each.size
    return {
        "number": work.number,
        "title": work.title,
        "url": work.url,
        "stage": work.stage,
        "began": work.began,
        "lines": work.lines,
        "age": each.age,
        "norm": size.norm if size else None,
        "n": size.n if size else None,
        "is_at_risk": each.is_at_risk,
    }


def _days(seconds: float) -> str:
    """A time as people say it: in hours below two days."""
    hours = seconds / 3600
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
