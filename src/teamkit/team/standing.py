"""Who answers for an area today: the accountable, or the deputy while the accountable is away."""

from dataclasses import dataclass
from datetime import date

from teamkit.team.model import Team
from teamkit.team.people import people


@dataclass(frozen=True)
class Answer:
    """Who decides in an area on a day; nobody (None) when nobody is named or all are away."""

    area: str
    decides: str | None
    instead_of: str | None = None
    until: date | None = None


def who_decides(team: Team, area_id: str, day: date) -> Answer:
    """The accountable, else the deputy, whoever is there on that day. `until` is the last day of absence."""
    area = team.areas[area_id]
    if area.accountable is None:
        return Answer(area_id, None)
    present = [name for name in (area.accountable, area.deputy) if name and is_there(team, name, day)]
    if area.accountable in present:
        return Answer(area_id, area.accountable)
    until = back(team, area.accountable, day)
    return Answer(area_id, present[0] if present else None, area.accountable, until)


def is_there(team: Team, name: str, day: date) -> bool:
    """Whether a user, or anybody of a group, is there on that day."""
    return any(not team.users[user].is_away(day) for user in people(team, name))


def back(team: Team, name: str, day: date) -> date | None:
    """The last day on which everybody behind `name` is away without a gap; None when somebody is there."""
    last = [absence.last for user in people(team, name) for absence in team.users[user].away if absence.covers(day)]
    return min(last) if last and not is_there(team, name, day) else None
