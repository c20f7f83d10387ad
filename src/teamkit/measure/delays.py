"""Work that is open for longer than most of its size took, and how often that came to something."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from teamkit.findings import Unseen
from teamkit.forges.past.model import PastRequest
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.norms import Size, Work, sizes
from teamkit.measure.periods import week
from teamkit.measure.samples import FEW, Share


@dataclass(frozen=True)
class Aged:
    """Work with its age in seconds, at its end or now, and its size by what was known then."""

    work: Work
    age: float
    size: Size

    @property
    def is_late(self) -> bool:
        """Whether it is older than the norm of its size."""
        return self.age > self.size.norm

    @property
    def why(self) -> str:
        """Why it is at risk, in one line."""
        merged = f"of {self.size.n} merged with {self.size}, 85 % took at most {_days(self.size.norm)}"
        return f"open for {_days(self.age)}; {merged}"


@dataclass(frozen=True)
class Delays:
    """Open work, the oldest in proportion to its norm first, and work that ended, on which the rule is tested."""

    open: tuple[Aged, ...]
    ended: tuple[Aged, ...]

    @property
    def at_risk(self) -> tuple[Aged, ...]:
        """Open work that is older than the norm of its size."""
        return tuple(filter(_is_late, self.open))

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is at risk, and a test of the rule: what would have been listed before it ended, and how that went on.

        Of merged work the rule lists 15 % where norms hold. That being listed means something shows in the share that
        took as long as the norm again, and in the share that was closed without a merge beside that of other work.
        """
        merged = [each for each in self.ended if each.work.is_merged]
        listed = [each for each in self.ended if each.is_late]
        others = [each for each in self.ended if not each.is_late]
        return (
            _line("open work that is at risk", _is_late, self.open),
            _line("merged work that had been listed", _is_late, merged),
            _line("listed work that took twice its norm or more", _is_twice, listed),
            _line("listed work that was closed unmerged", _is_lost, listed),
            _line("other work that was closed unmerged", _is_lost, others),
        )

    @property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """Every open piece of work beside its norm."""
        return tuple(
            {
                "name": each.work.name,
                "title": each.work.title,
                "url": each.work.url,
                "began": each.work.began,
                "lines": each.work.lines,
                "age": each.age,
                "norm": each.size.norm,
                "n": each.size.n,
                "is_late": each.is_late,
            }
            for each in self.open
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """Each piece of work that is at risk, and why."""
        return tuple(f"{each.work.name} {each.work.title}: {each.why}" for each in self.at_risk)


def delays(works: Iterable[Work], until: datetime) -> Delays | Unseen:
    """Judge what is open by what was merged in the 52 weeks before, and what ended by what was known in its week."""
    known = [each for each in works if each.began < until]
    norms = sizes(known, until)
    if not norms:
        why = f"fewer than {FEW} pieces of work were merged in the 52 weeks before {until:%Y-%m-%d}"
        return Unseen(why, f"ask again when {FEW} were")
    open_ones = (_aged(each, until, norms) for each in known if each.ended is None or each.ended >= until)
    by_excess = sorted(open_ones, key=lambda each: (-each.age / max(each.size.norm, 1), each.work.name))
    return Delays(tuple(by_excess), tuple(_ended(known, until)))


def requests(past: Iterable[PastRequest]) -> Iterator[Work]:
    """Requests of people as work."""
    for each in past:
        if not each.is_bots:
            ended, is_merged = each.merged or each.closed, each.merged is not None
            yield Work(str(each.number), each.title, each.url, each.lines, each.opened, ended, is_merged)


def _ended(works: Sequence[Work], until: datetime) -> Iterator[Aged]:
    """All that ended, by the norms of the Monday of that week; where there were none yet, it is left out."""
    over = sorted((each.ended, number) for number, each in enumerate(works) if each.ended and each.ended < until)
    for monday, group in groupby(over, key=lambda pair: week(pair[0])):
        norms = sizes(works, monday)
        yield from (_aged(works[number], until, norms) for _, number in group if norms)


def _aged(work: Work, at: datetime, norms: Sequence[Size]) -> Aged:
    size = next(each for each in norms if each.most is None or work.lines <= each.most)
    return Aged(work, work.age(at), size)


def _line(label: str, is_one: Callable[[Aged], bool], works: Sequence[Aged]) -> Line:
    return Line(label, Unit.SHARE, Share(sum(map(is_one, works)), len(works)))


def _is_late(each: Aged) -> bool:
    return each.is_late


def _is_twice(each: Aged) -> bool:
    return each.age >= 2 * each.size.norm


def _is_lost(each: Aged) -> bool:
    return not each.work.is_merged


def _days(seconds: float) -> str:
    """A time as people say it: in hours below two days."""
    hours = seconds / 3600
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
