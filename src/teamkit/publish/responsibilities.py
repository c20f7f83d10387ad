"""The responsibility matrix: which part each person has in each area."""

from collections.abc import Mapping
from enum import StrEnum

from teamkit.publish.markdown import page, plain, table
from teamkit.publish.naming import name, names, title
from teamkit.team.model import Team
from teamkit.team.people import people

PATH = "docs/team/responsibilities.md"


class Part(StrEnum):
    """The parts of a responsibility matrix, the strongest first."""

    ACCOUNTABLE = "A"
    DEPUTY = "D"
    RESPONSIBLE = "R"
    CONSULTED = "C"
    INFORMED = "I"


MEANING = {
    Part.ACCOUNTABLE: "decides",
    Part.DEPUTY: "decides while A is away",
    Part.RESPONSIBLE: "does the work",
    Part.CONSULTED: "is asked before",
    Part.INFORMED: "is told after",
}


def parts(team: Team, identifier: str) -> Mapping[str, Part]:
    """The strongest part of everybody in an area. A group that is accountable stands for itself: one A in each area."""
    area = team.areas[identifier]
    ranked = (
        (Part.ACCOUNTABLE, (area.accountable,) if area.accountable else ()),
        (Part.DEPUTY, people(team, area.deputy) if area.deputy else ()),
        (Part.RESPONSIBLE, people(team, *area.responsible)),
        (Part.CONSULTED, people(team, *area.consulted)),
        (Part.INFORMED, people(team, *area.informed)),
    )
    found: dict[str, Part] = {}
    for part, members in ranked:
        found |= {who: part for who in members if who not in found}
    return found


def columns(team: Team) -> tuple[str, ...]:
    """Who has a part in any area, in the order of team.yml; groups last."""
    found = {who for area in team.areas for who in parts(team, area)}
    return tuple(who for who in (*team.users, *team.groups) if who in found)


def text(team: Team) -> str:
    """The page, which shows the picture and the same as a table."""
    if not team.areas:
        return page("# Responsibilities", "There is no area yet: write one in `team.yml`.")
    shown = columns(team)
    idle = tuple(who for who in team.users if who not in shown)
    return page(
        "# Responsibilities",
        "![Who has which part in which area; the table below says the same](responsibilities.svg)",
        ", ".join(f"**{part}** {meaning}" for part, meaning in MEANING.items()) + ".",
        table(("area", *(plain(name(team, who)) for who in shown)), (_row(team, area, shown) for area in team.areas)),
        f"Without a part in any area: {names(team, idle)}." if idle else "",
    )


def _row(team: Team, area: str, shown: tuple[str, ...]) -> tuple[str, ...]:
    found = parts(team, area)
    nobody = "" if team.areas[area].accountable else " (nobody decides yet)"
    return (plain(title(team, area)) + nobody, *(_cell(found.get(who)) for who in shown))


def _cell(part: Part | None) -> str:
    if part is None:
        return ""
    return f"**{part}**" if part is Part.ACCOUNTABLE else part.value
