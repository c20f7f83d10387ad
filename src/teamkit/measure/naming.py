"""Who a handle means: a user of team.yml by their id, else whoever has it on the forge, as @handle."""

from teamkit.team.looking import user
from teamkit.team.model import Team


def person(team: Team, handle: str) -> str:
    """The id of the user whom a handle means; of a stranger the handle itself, after an @."""
    return user(team, handle) or f"@{handle.lower()}"


def called(team: Team, who: str) -> str:
    """What people call somebody."""
    return team.users[who].name if who in team.users else who
