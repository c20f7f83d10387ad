"""What people work on: requests, or branches where no forge tells of requests."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from teamkit.findings import Unseen
from teamkit.forges.past.model import PastRequest
from teamkit.history.sides import Side, Sides
from teamkit.measure.programs import Programs
from teamkit.measure.responding import by_people, responses
from teamkit.team.model import Team

_DRAFT, _WAITING, _REVIEWED = STAGES = "draft", "waiting for a review", "in review"
_APART = "on a branch"
_AT_ONCE = timedelta(minutes=1)
"""What was merged as soon as it was written was squashed: its commit does not tell when it began."""


@dataclass(frozen=True)
class Work:
    """A request by its number, or a branch, which has none: the lines that come and go by it, its beginning and end.

    A request begins when it is opened, a branch with its first commit. `ended` is None while it is open; `stage` says
    how far it is, or was when it ended.
    """

    number: int | None
    title: str
    url: str
    stage: str
    lines: int
    began: datetime
    ended: datetime | None
    is_merged: bool

    def age(self, at: datetime) -> float:
        """The seconds until it ended, or until an instant before that."""
        return (min(self.ended or at, at) - self.began).total_seconds()

    def __str__(self) -> str:
        """What people call it."""
        return self.title if self.number is None else f"request {self.number}, {self.title}"


@dataclass(frozen=True)
class Works:
    """All work that is known: what a piece of it is, and the stages of what is open.

    `tells_losses` says whether what was given up is among it.
    """

    what: str
    stages: tuple[str, ...]
    several: tuple[Work, ...]
    tells_losses: bool = True
    notes: tuple[str, ...] = ()


def requests(past: Iterable[PastRequest], team: Team) -> Works:
    """The requests that people opened."""
    return Works("request", STAGES, tuple(_request(each, team) for each in by_people(team, past)))


def branches(beside: Sides, programs: Programs, asked: Unseen) -> Works | Unseen:
    """The branches that people wrote; `asked` is why nobody could ask for requests.

    They tell nothing where less than half of what landed shows when it began: a branch whose commits landed squashed or
    one by one would look as if it was still open.
    """
    merged, waiting = ([*_people(several, programs)] for several in (beside.merged, beside.open))
    landed = len(merged) + sum(not programs.wrote(author) for author in beside.direct)
    traced = sum(each.merged is not None and each.merged - each.began > _AT_ONCE for each in merged)
    if not traced or 2 * traced < landed:
        why = f"{traced} of {landed} changes of the last 52 weeks landed by a merge that shows when they began"
        return Unseen(f"{why}, and {asked.why}", asked.mend)
    note = f"{asked.why}; branches count instead, of which those that landed squashed look open"
    works = tuple(map(_branch, (*merged, *waiting)))
    return Works("branch", (_APART,), works, tells_losses=False, notes=(note,))


def _request(request: PastRequest, team: Team) -> Work:
    return Work(
        request.number,
        request.title,
        request.url,
        _stage(request, team),
        request.lines,
        request.opened,
        request.merged or request.closed,
        request.merged is not None,
    )


def _stage(request: PastRequest, team: Team) -> str:
    if request.is_draft:
        return _DRAFT
    return _REVIEWED if responses(team, request) else _WAITING


def _people(several: Iterable[Side], programs: Programs) -> Iterator[Side]:
    return (each for each in several if not all(map(programs.wrote, each.authors)))


def _branch(side: Side) -> Work:
    return Work(None, side.name, "", _APART, side.lines, side.began, side.merged, is_merged=side.merged is not None)
