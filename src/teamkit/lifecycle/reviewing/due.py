"""Which open requests have waited for a review for longer than the team's norm.

The clock runs from the last time that a request was marked as ready, and a later push or a later question does not set
it back: else a request that its author keeps current would never be due. It is the clock of those who are to look, so
that nights, holidays and absences do not count; of several people it is that of who was there longest, since any of
them can answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from teamkit.forges.model import Request
from teamkit.lifecycle.reviewing.people import is_reviewed, lookers
from teamkit.team.hours import worked
from teamkit.team.looking import Looker
from teamkit.team.model import Team, User

_NOBODY = User(name="nobody")


@dataclass(frozen=True)
class Due:
    """A request, who is to look, and by how much working time it is over the norm."""

    request: Request
    lookers: tuple[Looker, ...]
    over: timedelta


def due(team: Team, requests: Iterable[Request], now: datetime) -> tuple[Due, ...]:
    """The requests of people that are due, the oldest first; a person's review stops the clock, a bot's does not."""
    waiting = (each for each in requests if not (each.is_draft or each.is_bots or is_reviewed(each)))
    norm = timedelta(hours=team.answers.review)
    found = (_waiting(team, request, now, norm) for request in waiting)
    return tuple(sorted((each for each in found if each.over > timedelta()), key=_age))


def _waiting(team: Team, request: Request, now: datetime, norm: timedelta) -> Due:
    who = lookers(team, request, now.date())
    clocks = [looker.user for looker in who] or [_NOBODY]
    waited = max(worked(team.answers.hours, user, request.ready, now) for user in clocks)
    return Due(request, who, waited - norm)


def _age(each: Due) -> tuple[datetime, int]:
    return each.request.ready, each.request.number
