"""Whom the forge asks for an owner: a user, a group by its own handle, or the members of a group without one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from teamkit.team.model import Team


@dataclass(frozen=True)
class Asked:
    """A user or group, with the handle that the owners file names; None where the forge cannot ask."""

    id: str
    handle: str | None
    keys: tuple[str, ...]


def asked(team: Team, owners: Iterable[str]) -> Iterator[Asked]:
    """Everybody whom the forge asks for these owners, in their order."""
    for name in owners:
        group = team.groups.get(name)
        if group is None:
            yield Asked(name, team.users[name].handle, ("users", name))
        elif group.handle:
            yield Asked(name, group.handle, ("groups", name))
        else:
            yield from asked(team, group.members)
