"""What is proposed for the requests that wait for a review, and how it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from teamkit.forges.past.model import PastRequest
from teamkit.measure.load import UNNAMED
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.samples import Count, Share


@dataclass(frozen=True)
class Candidate:
    """Somebody who could look at a request: how many of its files they know, how many other reviews wait for them."""

    name: str
    known: int
    waiting: int


@dataclass(frozen=True)
class Proposal:
    """Who should look at a request: instead of whom, if of anybody, and who should look along, if anybody."""

    to: str
    instead_of: str | None
    learner: str | None
    why: str


@dataclass(frozen=True)
class Choice:
    """A request that waits, how many people know it, who of them could look, the best first, and what is proposed."""

    request: PastRequest
    knowers: int
    candidates: tuple[Candidate, ...]
    proposal: Proposal | None

    @property
    def words(self) -> str | None:
        """The proposal in one line."""
        if not self.proposal:
            return None
        instead = f"from {self.proposal.instead_of} to " if self.proposal.instead_of else ""
        along = f" with {self.proposal.learner}" if self.proposal.learner else ""
        return f"request {self.request.number}: {instead}{self.proposal.to}{along}: {self.proposal.why}"

    @property
    def facts(self) -> Mapping[str, Scalar]:
        """What names nobody."""
        request = self.request
        return {
            "number": request.number,
            "title": request.title,
            "url": request.url,
            "ready": request.ready,
            "files": len(request.files),
            "knowers": self.knowers,
        }

    @property
    def names(self) -> Mapping[str, Scalar]:
        """What names people."""
        proposal = self.proposal
        return {
            "candidates": ", ".join(candidate.name for candidate in self.candidates),
            "from": proposal.instead_of if proposal else None,
            "to": proposal.to if proposal else None,
            "learner": proposal.learner if proposal else None,
            "why": proposal.why if proposal else None,
        }


@dataclass(frozen=True)
class Reallocation:
    """The requests that wait for a review, the first ready first."""

    choices: tuple[Choice, ...]
    is_named: bool

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """How many requests wait, how many of them one person alone knows, and how many proposals there are."""
        waiting = len(self.choices)
        alone = Share(sum(choice.knowers == 1 for choice in self.choices), waiting)
        proposals = Count(sum(choice.proposal is not None for choice in self.choices))
        return (
            Line("requests that wait for a review", Unit.COUNT, Count(waiting)),
            Line("of these known to one other person alone", Unit.SHARE, alone),
            Line("proposals", Unit.COUNT, proposals),
        )

    @cached_property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """The requests that wait; who could look at each and what is proposed, unless names are left out."""
        return tuple({**choice.facts, **(choice.names if self.is_named else {})} for choice in self.choices)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Each proposal in one line, or that names are left out."""
        return tuple(words for choice in self.choices if (words := choice.words)) if self.is_named else (UNNAMED,)
