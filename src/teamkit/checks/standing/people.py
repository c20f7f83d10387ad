"""Names the people of git and of the forge as the team does, and knows which of them asks."""

from collections.abc import Iterable
from dataclasses import dataclass

from teamkit.history.words import Person
from teamkit.team.authors import author_of
from teamkit.team.model import Team
from teamkit.team.people import people


@dataclass(frozen=True)
class Actor:
    """Somebody who is to act, or did; `is_you` where that is who asks."""

    name: str
    is_you: bool = False


class People:
    """Everybody of a team, and whoever else has an account or an address."""

    def __init__(self, team: Team, me: Person | None) -> None:
        """Remember who asks."""
        self._team = team
        self._me = me
        self._user_of = author_of(team)
        users = {name: user.handle for name, user in team.users.items()}
        handles = users | {name: group.handle for name, group in team.groups.items()}
        self._by_handle = {handle.casefold(): name for name, handle in handles.items() if handle}
        self._my_user = self._user_of(me.name, me.email) if me else None
        self._my_accounts = {_local(me.email), me.name.casefold()} if me and not self._my_user else set()

    def author(self, person: Person) -> Actor:
        """Who wrote a commit."""
        user = self._user_of(person.name, person.email)
        if user:
            return self.user(user)
        return Actor(person.name, self._me is not None and bool(_keys(person) & _keys(self._me)))

    def account(self, handle: str | None) -> Actor:
        """Who acts on the forge under a handle; nobody knows of an account that is gone."""
        if handle is None:
            return Actor("somebody whose account is gone")
        user = self._by_handle.get(handle.casefold())
        return self.user(user) if user else Actor(f"@{handle}", handle.casefold() in self._my_accounts)

    def user(self, name: str) -> Actor:
        """A user or group of the team."""
        user = self._team.users.get(name)
        return Actor(user.name if user else name, self._my_user in people(self._team, name))

    def distinct(self, actors: Iterable[Actor]) -> tuple[Actor, ...]:
        """Each of them once, who asks first."""
        return tuple(sorted(dict.fromkeys(actors), key=lambda actor: not actor.is_you))


def _keys(person: Person) -> set[str]:
    """What tells people apart: an address, and a name."""
    return {person.email.casefold(), person.name.casefold()} - {""}


def _local(email: str) -> str:
    """The part of an address that forges make of a handle."""
    return email.partition("@")[0].rpartition("+")[2].casefold()
