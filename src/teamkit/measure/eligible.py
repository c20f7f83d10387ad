"""Who may look at a request: never its author, a program, or somebody who is away."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from teamkit.forges.past.model import PastRequest
from teamkit.measure.load import looking
from teamkit.measure.naming import person
from teamkit.measure.responding import is_person, responses
from teamkit.team.model import Team
from teamkit.team.people import reviewers
from teamkit.team.who import ask


@dataclass(frozen=True)
class Eligible:
    """What decides about people for a request on a day. Where team.yml names people, nobody else is of the team."""

    team: Team
    request: PastRequest
    day: date

    @cached_property
    def looking(self) -> tuple[str, ...]:
        """For whom the request waits."""
        return looking(self.team, self.request, self.day)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Who of these was asked by name and has not said anything yet."""
        named = {person(self.team, handle) for handle in self.request.asked} - self._answered
        return tuple(who for who in self.looking if who in named)

    def is_other(self, who: str) -> bool:
        """Whether this is a person of the team and not the author."""
        is_ours = who in self.team.users if self.team.users else is_person(self.team, who)
        return is_ours and who != self._author

    def is_able(self, who: str) -> bool:
        """Whether somebody can be asked: is there, and has not said anything yet."""
        is_away = who in self.team.users and self.team.users[who].is_away(self.day)
        return self.is_other(who) and not is_away and who not in self._answered

    def may_stand_in(self, who: str, other: str) -> bool:
        """Whether somebody may approve in each area of the change in which another may."""
        return all(who in owners for owners in self._owners if other in owners)

    @cached_property
    def _author(self) -> str | None:
        return person(self.team, self.request.author) if self.request.author else None

    @cached_property
    def _answered(self) -> frozenset[str]:
        acts = responses(self.team, self.request)
        return frozenset(person(self.team, act.author) for act in acts if act.author)

    @cached_property
    def _owners(self) -> tuple[tuple[str, ...], ...]:
        concerns = ask(self.team, self.request.files, self.day).concerns
        return tuple(reviewers(self.team, self.team.areas[concern.area]) for concern in concerns)
