"""How much of what people write is written anew within weeks.

Code churn: of the lines that landed on a branch in a week, on its own line of first parents, the share that was deleted
or rewritten there within 21 days of landing. A line keeps its landing when its file gets another name. 21 days are the
window of LinearB's rework rate and of Pluralsight Flow's churn; beside it stand 14, that of GitClear, and 30.

Programs are left out on both sides: lines that they land do not count, and a line that a program deletes was not
rewritten by people. Files that nobody writes by hand are left out where the landings are read.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property

from teamkit.history.landing.model import Landing
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.periods import WEEK, Period, week
from teamkit.measure.samples import Count, Sample, Share, sample

DAYS = 21
OTHERS = (14, 30)
_SPANS = {days: timedelta(days=days) for days in (DAYS, *OTHERS)}
_LONGEST = max(_SPANS.values())


@dataclass(frozen=True)
class Week:
    """The lines that landed in the week that begins at a Monday, and how many went within so many days.

    `seen` is until when their fate is known.
    """

    begin: datetime
    landed: int
    gone: Mapping[int, int]
    seen: datetime

    def is_mature(self, days: int = DAYS) -> bool:
        """Whether all its lines have had so many days."""
        return self.begin + WEEK + timedelta(days=days) <= self.seen

    def share(self, days: int = DAYS) -> Share:
        """The lines that went within so many days, of all that landed."""
        return Share(self.gone.get(days, 0), self.landed)


type Weeks = tuple[Week, ...]


@dataclass(frozen=True)
class Churn:
    """The weeks of a period and of the one before.

    `programs` is how many landings of the period were those of programs, `later` how many are dated after its end.
    """

    weeks: Weeks
    before: Weeks
    programs: int
    later: int

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The share of all lines, the median of the weeks, both of weeks that are old enough, and the lines landed."""
        landed, landed_before = (Count(sum(each.landed for each in weeks)) for weeks in (self.weeks, self.before))
        return (
            self._pooled(DAYS),
            Line(f"of a typical week within {DAYS} days", Unit.SHARE, _weekly(self.weeks), _weekly(self.before)),
            *map(self._pooled, OTHERS),
            Line("lines landed", Unit.COUNT, landed, landed_before),
        )

    @cached_property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """The weeks; one that is not mature may still grow."""
        return tuple(
            {
                "week": each.begin,
                "landed": each.landed,
                **{f"gone_within_{days}_days": each.gone.get(days, 0) for days in sorted((DAYS, *OTHERS))},
                "share": each.share().value,
                "is_mature": each.is_mature(),
            }
            for each in self.weeks
        )

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What was left out."""
        young = sum(not each.is_mature() for each in self.weeks)
        told = (
            (young, f"weeks whose lines have not had {DAYS} days, left out of the shares"),
            (self.programs, "landings of programs, left out"),
            (self.later, "landings dated after the period, left out"),
        )
        return tuple(f"{what}: {number:,}" for number, what in told if number)

    def _pooled(self, days: int) -> Line:
        return Line(f"lines gone within {days} days", Unit.SHARE, _share(self.weeks, days), _share(self.before, days))


def churn(landings: Iterable[Landing], period: Period, is_program: Callable[[str], bool]) -> Churn:
    """What became of the lines of a period and of the one before, as far as it is known at the end of the period.

    `landings` are those since the beginning of the period before, each with all that came after it. `is_program` tells
    it of an author, as `name <address>`; what a person merges for programs is still theirs.
    """
    tally, is_one = _Tally(), cache(is_program)
    programs = later = 0
    for landing in landings:
        if landing.at >= period.until:
            later += 1
        elif all(map(is_one, landing.authors)):
            programs += landing.at in period
        else:
            tally.add(landing)
    return Churn(tally.weeks(period, period.until), tally.weeks(period.before, period.until), programs, later)


class _Tally:
    """Lines by the week in which they landed."""

    def __init__(self) -> None:
        """Begin with none."""
        self._landed = Counter[datetime]()
        self._gone: defaultdict[datetime, Counter[int]] = defaultdict(Counter)
        self._born: dict[int, datetime] = {}

    def add(self, landing: Landing) -> None:
        """Count what came, and what went by the age that it had; a clock that goes backwards makes nothing old."""
        self._born[landing.number] = landing.at
        self._landed[week(landing.at)] += landing.added
        for number, lines in landing.deleted.items():
            born = self._born.get(number)
            if born and (age := landing.at - born) <= _LONGEST:
                gone = self._gone[week(born)]
                for days, span in _SPANS.items():
                    gone[days] += lines if age <= span else 0

    def weeks(self, period: Period, seen: datetime) -> Weeks:
        """The weeks of a period."""
        return tuple(Week(begin, self._landed[begin], dict(self._gone[begin]), seen) for begin in period.weeks)


def _share(weeks: Weeks, days: int) -> Share:
    shares = [each.share(days) for each in weeks if each.is_mature(days)]
    return Share(sum(each.part for each in shares), sum(each.n for each in shares))


def _weekly(weeks: Weeks) -> Sample:
    shares = (each.share().value for each in weeks if each.is_mature())
    return sample(share for share in shares if share is not None)
