"""The reviewers of a change: who decides today in the areas that it touches, and who may review."""

from collections.abc import Iterable
from datetime import date

from teamkit.publish.markdown import code, listed, plain, table
from teamkit.publish.naming import names, title
from teamkit.team.model import Team
from teamkit.team.owning import Ownership
from teamkit.team.people import reviewers
from teamkit.team.standing import who_decides


def text(team: Team, paths: Iterable[str], day: date) -> str:
    """A comment on a change, in Markdown."""
    touched, loose = _touched(team, paths)
    rows = (
        (
            plain(title(team, area)),
            _decider(team, area, day),
            names(team, reviewers(team, team.areas[area])),
            str(files),
        )
        for area, files in touched.items()
    )
    blocks = []
    if touched:
        blocks.append(table(("area", "decides today", "may review", "files"), rows))
    if loose:
        blocks.append(f"In no area:\n\n{listed(code(path) for path in loose)}")
    return "\n\n".join(blocks or ["Nothing changed."]) + "\n"


def _touched(team: Team, paths: Iterable[str]) -> tuple[dict[str, int], list[str]]:
    """The areas that a change touches with the number of files in each, and the files in no area."""
    ownership = Ownership(team)
    touched = dict.fromkeys(team.areas, 0)
    loose = []
    for path in paths:
        areas = _areas(team, ownership, path)
        for area in areas:
            touched[area] += 1
        if not areas:
            loose.append(path)
    return {area: files for area, files in touched.items() if files}, loose


def _areas(team: Team, ownership: Ownership, path: str) -> tuple[str, ...]:
    """The areas that the forge asks: all that match on GitLab, the last on GitHub."""
    if team.forge == "gitlab":
        return ownership.areas(path)
    rule = ownership.rule(path)
    return (rule.area,) if rule else ()


def _decider(team: Team, area: str, day: date) -> str:
    answer = who_decides(team, area, day)
    if answer.decides is None:
        return "nobody"
    if answer.instead_of is None:
        return names(team, (answer.decides,))
    until = f" until {answer.until}" if answer.until else ""
    return f"{names(team, (answer.decides,))}, for {names(team, (answer.instead_of,))}{until}"
