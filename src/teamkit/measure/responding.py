"""Tells the requests and answers of people from those of programs."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from teamkit.forges.model import Review, by_others
from teamkit.forges.past.model import PastRequest
from teamkit.measure.programs import Programs
from teamkit.team.model import Team


def programs(team: Team) -> Programs:
    """The programs that a team knows."""
    return _named(tuple(team.measures.bots))


@cache
def _named(names: tuple[str, ...]) -> Programs:
    return Programs(names)


def is_programs(team: Team, handle: str | None) -> bool:
    """Whether a handle is a program's."""
    return programs(team).is_one(handle)


def is_person(team: Team, who: str) -> bool:
    """Whether a user or an @handle is neither a program nor a team of GitHub, as organisation/team, of strangers."""
    return who in team.users or not ("/" in who or is_programs(team, who.removeprefix("@")))


def by_people(team: Team, requests: Iterable[PastRequest]) -> tuple[PastRequest, ...]:
    """The requests that people opened."""
    known = programs(team)
    return tuple(each for each in requests if not known.opened(each))


def ready(request: PastRequest) -> datetime | None:
    """Since when a request was ready for review: None of a draft, unless it was merged as one, ready from the start."""
    if request.merged:
        return min(request.ready or request.opened, request.merged)
    return request.ready


def responses(team: Team, request: PastRequest) -> tuple[Review, ...]:
    """What people other than the author said of a request while it was ready and open, the oldest first."""
    return answers(programs(team), request)


def answers(known: Programs, request: PastRequest) -> tuple[Review, ...]:
    """The same, where it is known who is a program."""
    since, until = ready(request), request.merged or request.closed
    others = by_others(request.author, request.acts)
    lasting = (act for act in others if since and since <= act.at and (until is None or act.at <= until))
    return tuple(act for act in lasting if not (act.is_bots or known.is_one(act.author)))
