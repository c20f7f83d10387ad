"""How much people finish: requests that they merged, or changes that landed where git alone tells."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property

from teamkit.forges.past.model import PastRequest
from teamkit.history.containing import Logged
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.periods import Period, week
from teamkit.measure.programs import Programs
from teamkit.measure.samples import Count, Sample, sample

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Finished:
    """Something that was merged or landed: a request by its number, or a commit, which has none."""

    at: datetime
    number: int | None
    title: str
    url: str | None


@dataclass(frozen=True)
class Throughput:
    """What was finished, what it is called, and the period that is asked about."""

    what: str
    finished: tuple[Finished, ...]
    period: Period

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """How much a day and a week, those without any included, and how much in all."""
        periods = self.period, self.period.before
        return (
            Line(f"{self.what} a day", Unit.COUNT, *map(self._daily, periods)),
            Line(f"{self.what} a week", Unit.COUNT, *map(self._weekly, periods)),
            Line(self.what, Unit.COUNT, *(Count(len(self.within(period))) for period in periods)),
        )

    @property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """What was finished in the period."""
        return tuple(
            {"number": each.number, "title": each.title, "url": each.url, "finished": each.at}
            for each in self.within(self.period)
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """Nothing is left out but what programs did."""
        return ()

    def within(self, period: Period) -> tuple[Finished, ...]:
        """What was finished in a period."""
        return tuple(each for each in self.finished if each.at in period)

    def by_week(self, period: Period) -> Mapping[datetime, int]:
        """How much was finished in each week that is over, by its Monday."""
        counts = Counter(week(each.at) for each in self.within(period))
        return {monday: counts[monday] for monday in period.finished}

    def _weekly(self, period: Period) -> Sample:
        return sample(self.by_week(period).values())

    def _daily(self, period: Period) -> Sample:
        counts = Counter((each.at - period.since) // _DAY for each in self.within(period))
        return sample(counts[day] for day in range((period.until - period.since) // _DAY))


def merged(requests: Iterable[PastRequest], programs: Programs, period: Period) -> Throughput:
    """The requests that people opened and that were merged."""
    finished = (
        Finished(each.merged, each.number, each.title, each.url)
        for each in requests
        if each.merged and not programs.opened(each)
    )
    return Throughput("merged requests", _ordered(finished), period)


def landed(line: Iterable[Logged], programs: Programs, period: Period) -> Throughput:
    """The steps of a branch's own line that people made: what git alone tells."""
    wrote = cache(programs.wrote)
    finished = (Finished(each.committed, None, each.subject, None) for each in line if not wrote(each.author))
    return Throughput("landed changes", _ordered(finished), period)


def _ordered(finished: Iterable[Finished]) -> tuple[Finished, ...]:
    return tuple(sorted(finished, key=lambda each: each.at))
