"""Guards that one person answers for each area."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, UNNAMED, a_group, a_team, an_area, given, users
from teamkit.findings import Finding
from teamkit.team.people import people


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each area for which nobody, or more than one person, is accountable."""
    team = facts.team
    if team.areas and not team.users:
        yield CHECK.reports("team.yml names nobody yet, so nobody is accountable for any area", facts.place("users"))
        return
    for name, area in team.areas.items():
        where = facts.place("areas", name, "accountable")
        if area.accountable is None:
            yield CHECK.fails(f"nobody is accountable for {area.title}", where)
        elif len(accountable := people(team, area.accountable)) > 1:
            yield CHECK.fails(f"{len(accountable)} people are accountable for {area.title}: {area.accountable}", where)


CHECK = Check(
    name="one-accountable",
    title="Exactly one person is accountable for each area.",
    looks_at="`accountable` of each area in team.yml; a group counts when it has one member.",
    why="Where several answer for a thing nobody does, and where nobody is named the loudest decides.",
    mend="name one person as `accountable` of the area in team.yml, and the others as `responsible`; "
    "then run `teamkit team sync`",
    run=judge,
    red=(
        given(a_team(areas={"api": an_area(accountable=None)})),
        given(a_team(groups={"core": a_group("ada", "grace")}, areas={"api": an_area(accountable="core")})),
        given(a_team(users=users("ada"), areas={"api": an_area(accountable=None, deputy=None)})),
    ),
    green=(
        given(),
        given(a_team(groups={"solo": a_group("ada")}, areas={"api": an_area(accountable="solo")})),
        UNNAMED,
        NOBODY,
    ),
)
