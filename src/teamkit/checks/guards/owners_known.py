"""Guards that the forge can ask every owner."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, UNNAMED, a_group, a_team, a_user, an_area, given, users
from teamkit.findings import Finding
from teamkit.team.asked import asked
from teamkit.team.model import Team
from teamkit.team.people import owners


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each owner who has no handle on the forge."""
    forge = {"github": "GitHub", "gitlab": "GitLab"}[facts.team.forge]
    for name, areas in without_handle(facts.team).items():
        yield CHECK.fails(
            f"{name} owns {', '.join(areas)} and has no handle on {forge}",
            facts.place("users", name),
            f"write `handle:` under `{name}` in `users` of team.yml, then run `teamkit team sync`",
        )


def without_handle(team: Team) -> dict[str, list[str]]:
    """The people whom no handle reaches, neither their own nor their group's, and the areas that they own."""
    found: dict[str, list[str]] = {}
    for area in team.areas.values():
        for each in asked(team, owners(area)):
            if each.handle is None:
                found.setdefault(each.id, []).append(area.title)
    return found


NAMELESS = users("grace") | {"ada": a_user("ada", handle=None)}

CHECK = Check(
    name="owners-known",
    title="Every owner has a handle on the forge.",
    looks_at="`handle` of the people and groups who are `accountable`, `deputy` or `responsible` of an area.",
    why="An owners file can only name handles: without one the forge never asks that person.",
    mend="write the `handle:` of that person in `users` of team.yml, then run `teamkit team sync`",
    run=judge,
    red=(
        given(a_team(users=NAMELESS)),
        given(a_team(users=NAMELESS, groups={"core": a_group("ada")}, areas={"api": an_area(accountable="core")})),
    ),
    green=(
        given(),
        given(
            a_team(
                users=NAMELESS,
                groups={"core": a_group("ada", handle="org/core")},
                areas={"api": an_area(accountable="core")},
            )
        ),
        given(a_team(users=NAMELESS, areas={"api": an_area(accountable="grace", deputy=None)})),
        UNNAMED,
        NOBODY,
    ),
)
