"""Guards that somebody decides in each area today."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, ONE, TODAY, a_team, a_user, an_area, away, days_ago, given, users
from teamkit.findings import Finding
from teamkit.team.standing import who_decides

GONE = (away(days_ago(3), TODAY),)
BACK = (away(days_ago(30), days_ago(1)),)
LATER = (away(days_ago(-1), days_ago(-9)),)


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each area whose accountable is away while nobody stands in."""
    for name, area in facts.team.areas.items():
        answer = who_decides(facts.team, name, facts.today)
        if area.accountable is None or answer.decides is not None:
            continue
        deputy = f"{area.deputy}, the deputy, is away too" if area.deputy else "there is no deputy"
        what = f"nobody decides about {area.title} today: {area.accountable} is away until {answer.until}, and {deputy}"
        say = CHECK.reports if facts.is_too_few else CHECK.fails
        yield say(what, facts.place("areas", name, "deputy"))


CHECK = Check(
    name="both-away",
    title="In each area the accountable or the deputy is there today.",
    looks_at="The `away` dates of the people behind `accountable` and `deputy` of each area; past dates do not count.",
    why="Requests wait, and an incident finds nobody who may decide.",
    mend="name another `deputy` of the area in team.yml for these days, or correct the `away` dates",
    run=judge,
    red=(
        given(a_team(users={"ada": a_user("ada", away=GONE), "grace": a_user("grace", away=GONE)})),
        given(a_team(users={"ada": a_user("ada", away=BACK + GONE), "grace": a_user("grace", away=LATER + GONE)})),
    ),
    green=(
        given(),
        given(a_team(users=users("ada") | {"grace": a_user("grace", away=GONE)})),
        given(a_team(users=users("grace") | {"ada": a_user("ada", away=GONE)})),
        given(a_team(users={"ada": a_user("ada", away=BACK), "grace": a_user("grace", away=BACK + LATER)})),
        given(a_team(users={"ada": a_user("ada", away=GONE)}, areas={"api": an_area(deputy=None)})),
        ONE,
        NOBODY,
    ),
)
