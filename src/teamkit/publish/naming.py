"""What a page calls areas and people, and where it says that they can be reached."""

from collections.abc import Iterable

from teamkit.publish.markdown import place, plain
from teamkit.publish.text import one_line
from teamkit.team.model import Team


def title(team: Team, area: str) -> str:
    """An area's title on one line."""
    return one_line(team.areas[area].title) or area


def name(team: Team, identifier: str) -> str:
    """What people call a user; a group is called by its id."""
    return (one_line(team.users[identifier].name) if identifier in team.users else "") or identifier


def names(team: Team, identifiers: Iterable[str]) -> str:
    """Several names in a line of Markdown."""
    return ", ".join(plain(name(team, identifier)) for identifier in identifiers)


def reach(team: Team, identifier: str) -> str:
    """Where a user or a group can be asked, in a line of Markdown."""
    if identifier in team.groups:
        channel = team.groups[identifier].channel
        return place(channel) if channel else "no channel yet"
    user = team.users[identifier]
    chat = f"{place(user.chat)} in chat" if user.chat else "no chat name yet"
    forge = (f"{plain('@' + user.handle)} on the forge",) if user.handle else ()
    return ", ".join((chat, *forge, plain(user.timezone)))
