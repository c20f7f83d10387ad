"""Changes of team.yml that keep its comments and its order: text in, text out."""

from datetime import date
from io import StringIO
from typing import Any

from teamkit.findings import Place, Refusal
from teamkit.team.reading import TEAM_FILE, loader, parse, team_of


def with_absence(text: str, user: str, first: date, last: date) -> str:
    """The file with one more absence. Raises Refusal for somebody who is not in it."""
    data = parse(text)
    users = data.get("users", {})
    if user not in users:
        known = ", ".join(users) or "nobody yet"
        raise Refusal(f'users: "{user}" is nobody in this file; known: {known}', Place(TEAM_FILE))
    users[user].setdefault("away", []).append({"from": first, "to": last})
    return written(data)


def with_user(text: str, user: str, **fields: str) -> str:
    """The file with one more person; the first one becomes accountable wherever nobody is.

    Raises Refusal for an id that it has already.
    """
    data = parse(text)
    users = data.setdefault("users", {})
    if user in users or user in data.get("groups", {}):
        raise Refusal(f'users: "{user}" is in this file already; choose another id', Place(TEAM_FILE))
    users[user] = {name: value for name, value in fields.items() if value}
    if len(users) == 1:
        team_of(text)
        for area in data.get("areas", {}).values():
            area.setdefault("accountable", user)
    return written(data)


def written(data: Any) -> str:
    """YAML as text, with the comments that it was read with."""
    yaml = loader()
    yaml.width = 120
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump(data, text)
    return text.getvalue()
