"""Guards that every author finds enough reviewers."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, ONE, UNNAMED, a_group, a_team, an_area, given, users
from teamkit.findings import Finding
from teamkit.team.people import reviewers


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each area whose required review an author of its own owners could never get."""
    if facts.team.areas and facts.is_too_few:
        yield CHECK.reports(
            "team.yml names fewer than two people, so nobody can review another's work", facts.place("users")
        )
        return
    for name, area in facts.team.areas.items():
        behind = reviewers(facts.team, area)
        if area.approvals and not area.optional and len(behind) <= area.approvals:
            who = ", ".join(behind) or "nobody"
            asks = "1 approval" if area.approvals == 1 else f"{area.approvals} approvals"
            yield CHECK.fails(
                f"{area.title} asks for {asks}, which takes {area.approvals + 1} people: {who}",
                facts.place("areas", name, "approvals"),
            )


CHECK = Check(
    name="two-reviewers",
    title="Behind each required review stands one person more than it needs.",
    looks_at="The people behind `accountable`, `deputy` and `responsible` of each area, and its `approvals`.",
    why="Nobody approves their own request: an owner's could never be approved, and GitLab then approves it by itself.",
    mend="name more people as `responsible` of the area in team.yml, or lower its `approvals`; "
    "then run `teamkit team sync`",
    run=judge,
    red=(
        given(a_team(areas={"api": an_area(deputy=None)})),
        given(a_team(areas={"api": an_area(approvals=2)})),
        given(a_team(groups={"solo": a_group("ada")}, areas={"api": an_area(deputy="solo")})),
        given(a_team(areas={"api": an_area(accountable=None, deputy=None)})),
    ),
    green=(
        given(),
        given(a_team(areas={"api": an_area(deputy=None, approvals=0)})),
        given(a_team(areas={"api": an_area(deputy=None, optional=True)})),
        given(a_team(users=users("ada", "grace", "alan"), areas={"api": an_area(approvals=2, responsible=("alan",))})),
        ONE,
        UNNAMED,
        NOBODY,
    ),
)
