"""How long requests wait for somebody's first response.

A request counts where it became ready in the period. The norm is `answers.review` of team.yml in working hours of those
who were to look, whose clock is told as for reviews that are due: of several that of who was there longest. One that
ended, or still waits, without a response counts as missed once it waited for longer than the norm; until then nobody
can know, and it is left out.

Norm: one business day, Google Engineering Practices, "Speed of Code Reviews"
(https://google.github.io/eng-practices/review/reviewer/speed.html).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from teamkit.forges.model import Act, Review
from teamkit.forges.past.model import PastRequest
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.periods import Period
from teamkit.measure.responding import by_people, is_programs, ready, responses
from teamkit.measure.samples import Sample, Share, sample
from teamkit.team.hours import worked
from teamkit.team.looking import lookers
from teamkit.team.model import AnswerTimes, Team, User

_NOBODY = User(name="nobody")


@dataclass(frozen=True)
class Wait:
    """A request, what people said of it, and the working time until the first of that, until it ended, or until now."""

    request: PastRequest
    ready: datetime
    responses: tuple[Review, ...]
    waited: timedelta
    norm: timedelta

    @property
    def is_within(self) -> bool | None:
        """Whether the first response came within the norm; None where it neither came nor is late."""
        if self.responses:
            return self.waited <= self.norm
        return False if self.waited > self.norm else None

    @property
    def rounds(self) -> int:
        """How often it was looked at in turn: once, and again each time that one reviewer asked for changes.

        What several reviewers ask for at a time is one round, so the one who asked most often counts.
        """
        asked = [act.author for act in self.responses if act.act is Act.ASKED]
        return 1 + max(map(asked.count, asked), default=0)


@dataclass(frozen=True)
class Reviews:
    """How long requests waited in a period and in the one before, the first ready first, and the norm with its hours.

    `is_by_own_clock` says that team.yml names people, whose time zones and absences count.
    """

    waits: tuple[Wait, ...]
    period: Period
    answers: AnswerTimes
    is_by_own_clock: bool

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The share within the norm, the time to a first response, and rounds."""
        now, before = self._ready_in(self.period), self._ready_in(self.period.before)
        merged, merged_before = self._merged_in(self.period), self._merged_in(self.period.before)
        within = f"first response within {self.answers.review} working hours"
        return (
            Line(within, Unit.SHARE, _within(now), _within(before)),
            Line("working time to first response", Unit.SECONDS, _times(now), _times(before)),
            Line("rounds of review", Unit.COUNT, _rounds(merged), _rounds(merged_before)),
        )

    @cached_property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """The requests that became ready in the period, the first ready first; without names."""
        return tuple(_record(wait) for wait in self._ready_in(self.period))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The calendar, and how many requests say nothing yet."""
        young = sum(wait.is_within is None for wait in self._ready_in(self.period))
        clock = "of those who were to look, each in their own time zone" if self.is_by_own_clock else "in UTC"
        hours = self.answers.hours
        calendar = f"{', '.join(hours.days)}, {hours.first:%H:%M} to {hours.last:%H:%M}"
        left_out = f"requests left out, as they ended or wait without a response for less than the norm: {young}"
        return (f"working hours are {calendar}, {clock}", *([left_out] if young else []))

    def _ready_in(self, period: Period) -> tuple[Wait, ...]:
        return tuple(wait for wait in self.waits if wait.ready in period)

    def _merged_in(self, period: Period) -> tuple[Wait, ...]:
        return tuple(wait for wait in self.waits if wait.request.merged and wait.request.merged in period)


def reviews(requests: Iterable[PastRequest], team: Team, period: Period, now: datetime) -> Reviews:
    """The first responses to people's requests, as known now."""
    people = (each for each in by_people(team, requests) if _counts(each, period))
    waits = [wait for each in people if (wait := _wait(team, each, now))]
    waits.sort(key=lambda wait: (wait.ready, wait.request.number))
    return Reviews(tuple(waits), period, team.answers, bool(team.users))


def _counts(request: PastRequest, period: Period) -> bool:
    """Whether a request says anything of a period or the one before."""
    return any(at and (at in period or at in period.before) for at in (ready(request), request.merged))


def _wait(team: Team, request: PastRequest, now: datetime) -> Wait | None:
    """How long a request waited; None of a draft."""
    since = ready(request)
    if not since:
        return None
    said = responses(team, request)
    end = said[0].at if said else request.merged or request.closed or now
    people = (*request.asked, *(act.author for act in said[:1] if act.author))
    asked = (handle for handle in people if not is_programs(team, handle))
    who = lookers(team, request.author, asked, request.files, end.date())
    clocks = [looker.user for looker in who] or [_NOBODY]
    waited = max(worked(team.answers.hours, user, since, end) for user in clocks)
    return Wait(request, since, said, waited, timedelta(hours=team.answers.review))


def _within(waits: Iterable[Wait]) -> Share:
    known = [wait.is_within for wait in waits if wait.is_within is not None]
    return Share(sum(known), len(known))


def _times(waits: Iterable[Wait]) -> Sample:
    return sample(wait.waited.total_seconds() for wait in waits if wait.responses)


def _rounds(merged: Iterable[Wait]) -> Sample:
    return sample(wait.rounds for wait in merged if wait.responses)


def _record(wait: Wait) -> Mapping[str, Scalar]:
    request = wait.request
    return {
        "number": request.number,
        "title": request.title,
        "url": request.url,
        "ready": wait.ready,
        "first_response": wait.responses[0].at if wait.responses else None,
        "waited": wait.waited.total_seconds(),
        "is_within": wait.is_within,
        "rounds": wait.rounds if wait.responses else 0,
        "merged": request.merged,
    }
