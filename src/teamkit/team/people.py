"""Who stands behind an id: groups are unfolded into users."""

from teamkit.team.model import Area, Team


def people(team: Team, *ids: str) -> tuple[str, ...]:
    """The users behind ids of users and groups, in their order, each once. Expects a team without cycles."""
    found: dict[str, None] = {}
    for name in ids:
        if name in team.groups:
            found |= dict.fromkeys(people(team, *team.groups[name].members))
        else:
            found[name] = None
    return tuple(found)


def owners(area: Area) -> tuple[str, ...]:
    """The ids that an owner rule names: accountable, deputy and responsible, each once."""
    named = (area.accountable, area.deputy, *area.responsible)
    return tuple(dict.fromkeys(name for name in named if name))


def reviewers(team: Team, area: Area) -> tuple[str, ...]:
    """Everybody who may review for an area."""
    return people(team, *owners(area))
