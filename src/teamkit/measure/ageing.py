"""How old open requests are, against how long merged ones were open.

Age and time open are counted from the opening, drafts included: all of it is work in progress. Source: Vacanti,
"Actionable Agile Metrics for Predictability" (2015), on ageing work in progress.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from teamkit.forges.past.model import PastRequest
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.periods import Period
from teamkit.measure.responding import by_people, responses
from teamkit.measure.samples import Sample, Share, sample
from teamkit.team.model import Team


@dataclass(frozen=True)
class Aged:
    """An open request, its age in seconds, and whether it is a draft, waits for a review, or is in review."""

    request: PastRequest
    age: float
    stage: str


@dataclass(frozen=True)
class Ageing:
    """Requests that are open at an instant, the oldest first, and how long those merged in a period were open."""

    open: tuple[Aged, ...]
    merged: Sample
    merged_before: Sample

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """How many are older than the 85th percentile of merged ones, all ages, and what they are held against."""
        return (
            Line("open requests older than 85 % of the merged", Unit.SHARE, self._late),
            Line("age of open requests", Unit.SECONDS, sample(each.age for each in self.open)),
            Line("time open of merged requests", Unit.SECONDS, self.merged, self.merged_before),
        )

    @cached_property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """The open requests, the oldest first; `is_late` is None where too few were merged to say so."""
        return tuple(
            {
                "number": each.request.number,
                "title": each.request.title,
                "url": each.request.url,
                "opened": each.request.opened,
                "stage": each.stage,
                "age": each.age,
                "is_late": self._is_late(each),
            }
            for each in self.open
        )

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Whether there is anything to hold ages against."""
        few = f"requests merged in the period: {self.merged.n}; too few to call an open one late"
        return (few,) if self.merged.is_few else ()

    @property
    def _late(self) -> Share:
        known = [late for each in self.open if (late := self._is_late(each)) is not None]
        return Share(sum(known), len(known))

    def _is_late(self, each: Aged) -> bool | None:
        return None if self.merged.is_few or self.merged.p85 is None else each.age > self.merged.p85


def ageing(requests: Iterable[PastRequest], team: Team, period: Period, now: datetime) -> Ageing:
    """What is open now, and how long the merged of the period and of the one before were open."""
    people = by_people(team, requests)
    waiting = sorted((each for each in people if each.is_open), key=lambda each: (each.opened, each.number))
    aged = (Aged(each, (now - each.opened).total_seconds(), _stage(team, each)) for each in waiting)
    return Ageing(tuple(aged), _open_for(people, period), _open_for(people, period.before))


def _stage(team: Team, request: PastRequest) -> str:
    if request.is_draft:
        return "draft"
    return "in review" if responses(team, request) else "waiting for a review"


def _open_for(requests: Iterable[PastRequest], period: Period) -> Sample:
    return sample(
        (each.merged - each.opened).total_seconds() for each in requests if each.merged and each.merged in period
    )
