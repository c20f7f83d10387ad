"""Guards that somebody else stands in for the owner of each area."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, ONE, UNNAMED, a_group, a_team, an_area, given
from teamkit.findings import Finding
from teamkit.team.model import Area, Team
from teamkit.team.people import people


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each area without a deputy, or with one who is the accountable."""
    if facts.team.areas and facts.is_too_few:
        yield CHECK.reports("team.yml names fewer than two people, so no area can have a deputy", facts.place("users"))
        return
    for name, area in facts.team.areas.items():
        what = missing(facts.team, area)
        if what:
            yield CHECK.fails(what, facts.place("areas", name, "deputy"))


def missing(team: Team, area: Area) -> str | None:
    """Why nobody could stand in for the accountable."""
    if area.deputy is None:
        return f"{area.title} has no deputy"
    if area.accountable and set(people(team, area.deputy)) <= set(people(team, area.accountable)):
        return f"the deputy of {area.title} is its accountable: {area.deputy}"
    return None


CHECK = Check(
    name="deputy-present",
    title="Each area has a deputy, who is not its accountable.",
    looks_at="`deputy` and `accountable` of each area in team.yml, with groups unfolded into people.",
    why="When the only one who may decide is away, the work of everybody else waits.",
    mend="name somebody else as `deputy` of the area in team.yml, then run `teamkit team sync`",
    run=judge,
    red=(
        given(a_team(areas={"api": an_area(deputy=None)})),
        given(a_team(areas={"api": an_area(deputy="ada")})),
        given(a_team(groups={"solo": a_group("ada")}, areas={"api": an_area(accountable="solo", deputy="ada")})),
    ),
    green=(
        given(),
        given(a_team(groups={"core": a_group("ada", "grace")}, areas={"api": an_area(deputy="core")})),
        ONE,
        UNNAMED,
        NOBODY,
    ),
)
