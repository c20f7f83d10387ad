"""Ways to decide who reviews: as asked, as proposed, and two that are wrong, which show that the replay tells."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from teamkit.forges.past.model import PastRequest
from teamkit.measure.allocating import reallocation
from teamkit.team.model import Team


@dataclass(frozen=True)
class Move:
    """A change of who is to review a request; nobody is taken away or added where that is None."""

    number: int
    instead_of: str | None
    to: str
    learner: str | None = None


@dataclass(frozen=True)
class Sight:
    """What a policy sees of a morning: the team by standing, and all requests."""

    people: Sequence[str]
    requests: Sequence[PastRequest]
    now: datetime

    @property
    def asking(self) -> tuple[PastRequest, ...]:
        """The open requests."""
        return tuple(each for each in self.requests if each.is_open)


type Policy = Callable[[Sight], Iterator[Move]]
"""What is to change."""


def as_asked(_: Sight) -> Iterator[Move]:
    """Nothing changes."""
    yield from ()


def as_proposed(sight: Sight) -> Iterator[Move]:
    """Every proposal is followed."""
    for choice in reallocation(sight.requests, (), Team(), sight.now).choices:
        if proposed := choice.proposal:
            yield Move(choice.request.number, proposed.instead_of, proposed.to, proposed.learner)


def to_the_first(sight: Sight) -> Iterator[Move]:
    """Wrong: everything goes to the one of most standing, or the next where that is the author."""
    for request in sight.asking:
        to = next(who for who in sight.people if who != f"@{request.author}")
        if to != f"@{request.asked[0]}":
            yield Move(request.number, f"@{request.asked[0]}", to)


def to_the_idlest(sight: Sight) -> Iterator[Move]:
    """Wrong: everything goes to whoever has least to review, whatever they know."""
    waiting = Counter(dict.fromkeys(sight.people, 0) | Counter(f"@{each.asked[0]}" for each in sight.asking))
    for request in sight.asking:
        source = f"@{request.asked[0]}"
        to = min((who for who in sight.people if who != f"@{request.author}"), key=lambda who: (waiting[who], who))
        if waiting[to] + 1 < waiting[source]:
            waiting.update({source: -1, to: 1})
            yield Move(request.number, source, to)
