"""Who should review a change: owners of what it touches who are there, the least loaded first."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from teamkit.checks.wording import counted
from teamkit.forges.model import Request
from teamkit.lifecycle.reviewing.people import lookers
from teamkit.team.learning import learners
from teamkit.team.looking import user
from teamkit.team.model import Team
from teamkit.team.people import reviewers
from teamkit.team.standing import back
from teamkit.team.who import ask

type Load = Mapping[str, int]
"""How many other requests wait for each user; nobody else has any."""


@dataclass(frozen=True)
class Subject:
    """A change, the user who made it, and those who were asked to review it and who did."""

    paths: tuple[str, ...]
    author: str | None
    asked: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """A user of the team, and in one line why."""

    user: str
    why: str


@dataclass(frozen=True)
class Suggestion:
    """Who should be asked, who needs no question any more, who was left out, and which areas lack somebody.

    `learning` are those who could look along where one person alone can review, which is for that one to offer.
    """

    chosen: tuple[Named, ...]
    known: tuple[Named, ...]
    left_out: tuple[Named, ...]
    lacking: tuple[str, ...]
    learning: tuple[Named, ...]


def subject(team: Team, request: Request) -> Subject:
    """A request as a change to look at. A team that was asked leaves open who of it looks."""
    reviewed = (each.author for each in request.reviews if each.at >= request.ready and not each.is_bots)
    asked, answered = ({user(team, handle): None for handle in names} for names in (request.asked, reviewed))
    paths = tuple(file.path for file in request.files)
    return Subject(paths, user(team, request.author), tuple(filter(None, asked)), tuple(filter(None, answered)))


def load(team: Team, requests: Iterable[Request], day: date) -> Load:
    """How many of these requests wait for each user."""
    return Counter(looker.id for request in requests for looker in lookers(team, request, day) if looker.id)


def suggest(team: Team, change: Subject, loads: Load | None, day: date) -> Suggestion:
    """Enough people for the approvals of each area, one in any case; ties go by the order in team.yml."""
    choice = _Choice(team, change, loads, day)
    return Suggestion(
        chosen=tuple(Named(name, choice.why(name)) for name in choice.chosen),
        known=tuple(Named(name, choice.why_known(name)) for name in choice.known),
        left_out=tuple(Named(name, choice.why_not(name)) for name in choice.left_out),
        lacking=tuple(choice.lacking()),
        learning=tuple(choice.learning()),
    )


class _Choice:
    """How people are chosen for one change, and why."""

    def __init__(self, team: Team, change: Subject, loads: Load | None, day: date) -> None:
        """Choose."""
        self._team, self._change, self._loads, self._day = team, change, loads, day
        self._areas = {
            each.area: reviewers(team, team.areas[each.area]) for each in ask(team, change.paths, day).concerns
        }
        self._everybody = tuple(dict.fromkeys(chain(*self._areas.values()))) or tuple(team.users)
        self.known = tuple(dict.fromkeys((*change.answered, *filter(self._is_able, change.asked))))
        self.chosen = self._enough()
        considered = dict.fromkeys((*self._everybody, *change.asked))
        self.left_out = tuple(name for name in considered if name not in {*self.known, *self.chosen})

    def why(self, name: str) -> str:
        """What speaks for somebody: the areas, and how many reviews wait in comparison with the others."""
        titles = [self._team.areas[area].title for area, owners in self._areas.items() if name in owners]
        reason = f"owns {joined(titles)}" if titles else "nobody owns what it changes"
        if self._loads is None:
            return reason
        others = sorted({self._load(other) for other in self.left_out if self._is_able(other)})
        span = f"{others[0]} to {others[-1]}" if others[1:] else "".join(str(each or "none") for each in others)
        return f"{reason}; {waiting(self._load(name))}{f', others have {span}' if span else ''}"

    def why_known(self, name: str) -> str:
        """Why somebody needs no question any more."""
        return "has reviewed" if name in self._change.answered else "is asked"

    def why_not(self, name: str) -> str:
        """Why somebody who could review was left out."""
        if name == self._change.author:
            return "is the author"
        if not self._is_able(name):
            return f"is away until {back(self._team, name, self._day)}"
        return "is not needed" if self._loads is None else waiting(self._load(name))

    def lacking(self) -> Iterator[str]:
        """The areas whose approvals cannot be had today."""
        for area, owners in self._areas.items():
            there = sum(self._is_able(name) or name in self._change.answered for name in owners)
            if there < self._needed(area):
                needs = counted(self._needed(area), "approval")
                able = counted(there, "person") if there else "nobody"
                yield f"{self._team.areas[area].title} needs {needs}, and {able} can give one"

    def learning(self) -> Iterator[Named]:
        """For each of those who look, where nobody else could, the least loaded who learns what they know."""
        looking = (*self.known, *self.chosen)
        there = ([name for name in owners if self._is_able(name)] for owners in self._areas.values())
        for expert in dict.fromkeys(able[0] for able in there if len(able) == 1 and able[0] in looking):
            subjects = learners(self._team, expert)
            for name in self._best(subjects, but=looking)[:1]:
                yield Named(name, f"learns {joined(subjects[name])} beside {self._team.users[expert].name}")

    def _enough(self) -> tuple[str, ...]:
        """Those to ask beside those who are known."""
        chosen: list[str] = []
        for area, owners in self._areas.items():
            taken = [name for name in (*self.known, *chosen) if name in owners]
            chosen += self._best(owners, but=taken)[: max(0, self._needed(area) - len(taken))]
        return tuple(chosen or ([] if self.known else self._best(self._everybody)[:1]))

    def _best(self, names: Iterable[str], but: Collection[str] = ()) -> list[str]:
        """Those who can be asked: the least loaded first, then who owns most of the change."""
        return sorted((name for name in names if self._is_able(name) and name not in but), key=self._rank)

    def _rank(self, name: str) -> tuple[int, int, int]:
        owns = sum(name in owners for owners in self._areas.values())
        return self._load(name), -owns, list(self._team.users).index(name)

    def _load(self, name: str) -> int:
        return (self._loads or {}).get(name, 0)

    def _is_able(self, name: str) -> bool:
        return name != self._change.author and not self._team.users[name].is_away(self._day)

    def _needed(self, area: str) -> int:
        return 0 if self._team.areas[area].optional else self._team.areas[area].approvals


def waiting(number: int) -> str:
    """How many reviews wait."""
    return f"{counted(number, 'review') if number else 'no reviews'} waiting"


def joined(names: Sequence[str]) -> str:
    """Names as a sentence lists them."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
