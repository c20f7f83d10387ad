"""Puts every branch and every request in its place: once, with whose turn it is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from teamkit.checks.standing.facts import Line, Standing
from teamkit.checks.standing.people import Actor, People
from teamkit.checks.standing.stages import Stage, Turn, Turns
from teamkit.findings import Unseen
from teamkit.forges.bots import is_bot
from teamkit.forges.model import Request
from teamkit.history.kinds import kind_of
from teamkit.history.returning import Returning

QUIET = timedelta(days=30)


class Place(StrEnum):
    """Where a row stands on the screen; the last three are counted and not shown."""

    RELEASE = "release"
    YOURS = "yours"
    UNDER_WAY = "under way"
    BOTS = "bots"
    QUIET = "quiet"
    MERGED = "merged"


@dataclass(frozen=True)
class Row:
    """A branch, or a request whose branch is not here, which has no distances.

    `last` is when something happened to it: a commit, or a word on its request.
    """

    name: str
    kind: str | None
    place: Place
    author: Actor
    last: datetime
    turn: Turn
    base: str = ""
    ahead: int | None = None
    behind: int | None = None
    request: Request | None = None
    remote: str | None = None
    is_here: bool = False
    is_pushed: bool = True

    @property
    def is_yours(self) -> bool:
        """Whether it is by, or waits for, who asks."""
        return self.author.is_you or any(actor.is_you for actor in self.turn.acts)


def rows(seen: Standing, people: People) -> tuple[Row, ...]:
    """Every branch that does not last, and every request that none of them makes, the newest first."""
    sorting = _Sorting(seen, people)
    lines = {line.branch.name: sorting.branch(line) for line in seen.lines}
    shown = {row.request.number for row in lines.values() if row.request}
    others = (sorting.request(each) for each in sorting.requests if each.number not in shown)
    return tuple(sorted((*lines.values(), *others), key=lambda row: row.last, reverse=True))


class _Sorting:
    """Knows which request is whose, and what belongs where."""

    def __init__(self, seen: Standing, people: People) -> None:
        self._seen = seen
        self._people = people
        self._turns = Turns(seen.team, people)
        self.requests = seen.requests if isinstance(seen.requests, tuple) else ()
        production = seen.flow.production if seen.flow else ""
        own = filter(self._is_own, self.requests)
        self._asked = {each.source: each for each in sorted(own, key=lambda each: each.target == production)}
        lasting = (branch.name for branch in (seen.production, seen.working) if branch)
        self._here = {*lasting, *(line.branch.name for line in seen.lines)}

    def branch(self, line: Line) -> Row:
        """A branch, with its request where there is one."""
        name, request = line.branch.name, self._asked.get(line.branch.name)
        author = self._people.author(line.author)
        row = Row(
            name=name,
            kind=self._kind(name),
            place=Place.UNDER_WAY,
            author=author,
            last=max(line.branch.at, request.updated) if request else line.branch.at,
            turn=self._turns.of(request) if request else self._without(author),
            base=line.base,
            ahead=line.ahead,
            behind=line.behind,
            request=request,
            remote=line.branch.remote,
            is_here=line.is_here,
            is_pushed=line.is_pushed,
        )
        return self._placed(row, is_merged=line.is_merged and not (request or line.is_here))

    def request(self, request: Request) -> Row:
        """A request of a fork, of a branch that lasts or is not here, or a branch's second one."""
        author = self._people.account(request.author)
        if not self._is_own(request):
            name = f"{author.name}:{request.source}"
        elif request.source in self._here:
            name = f"{request.source} → {request.target}"
        else:
            name = request.source
        kind, turn = self._kind(request.source), self._turns.of(request)
        row = Row(name, kind, Place.UNDER_WAY, author, request.updated, turn, request.target, request=request)
        return self._placed(row, is_merged=False)

    def _is_own(self, request: Request) -> bool:
        """Whether a request is of a branch of this repository; of one whose fork is gone nobody knows."""
        return (request.source_repository or "").casefold() in self._seen.repositories

    def _without(self, author: Actor) -> Turn:
        """Whose turn it is where no request is seen."""
        is_blind = isinstance(self._seen.requests, Unseen)
        return Turn(Stage.UNSEEN, ()) if is_blind else Turn(Stage.NO_REQUEST, (author,))

    def _kind(self, name: str) -> str | None:
        kind = kind_of(self._seen.flow, name) if self._seen.flow else None
        return kind.name if kind else None

    def _placed(self, row: Row, *, is_merged: bool) -> Row:
        return replace(row, place=self._place(row, is_merged=is_merged))

    def _place(self, row: Row, *, is_merged: bool) -> Place:
        if self._is_bots(row):
            return Place.BOTS
        if is_merged:
            return Place.MERGED
        if self._seen.now - row.last > QUIET and not row.is_here:
            return Place.QUIET
        if row.kind in {"release", "hotfix"} and not self._is_given_up(row.name):
            return Place.RELEASE
        return Place.YOURS if row.is_yours else Place.UNDER_WAY

    def _is_bots(self, row: Row) -> bool:
        kind = kind_of(self._seen.flow, row.name) if self._seen.flow else None
        is_asked = row.request is not None and row.request.is_bots
        return is_asked or is_bot(row.author.name) or (kind is not None and kind.is_bots)

    def _is_given_up(self, name: str) -> bool:
        """Whether a release was overtaken by what production has."""
        returning = self._seen.returning
        seen = {crossing.target.name for crossing in returning.crossings} if isinstance(returning, Returning) else None
        return name.startswith("release/") and seen is not None and name not in seen
