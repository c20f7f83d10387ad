"""Which user a name in git's history is."""

import re
from collections.abc import Callable

from teamkit.team.model import Team

_PERSON = re.compile(r"(?P<name>.*?)\s*<(?P<email>.*)>")


def author_of(team: Team) -> Callable[[str, str], str | None]:
    """Find users by a commit's author: by name, or by an e-mail address that begins with the handle."""
    names = {user.name.casefold(): name for name, user in team.users.items()}
    handles = {user.handle.casefold(): name for name, user in team.users.items() if user.handle}

    def user(name: str, email: str) -> str | None:
        local = email.partition("@")[0].rpartition("+")[2].casefold()
        return names.get(name.casefold()) or handles.get(local)

    return user


def signatory(team: Team, words: str) -> str | None:
    """The user whom `Name <address>` means, as commits and their trailers write it, or a bare name, id or handle."""
    known = author_of(team)
    person = _PERSON.fullmatch(words.strip())
    if person:
        return known(person["name"], person["email"])
    bare = words.strip().removeprefix("@")
    return bare if bare in team.users else known(bare, bare)
