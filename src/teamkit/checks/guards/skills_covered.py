"""Guards that no skill is one person's alone.

It fails, although only training mends it: a single point of failure that merely shows up in a list stays there. A team
that accepts one for a while says so in `waivers`, with a reason and a date on which it looks again.
"""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, a_team, a_user, given, users
from teamkit.findings import Finding
from teamkit.team.model import Level, Team


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each skill that one person alone has; in a team of one a single line."""
    alone = {skill: able[0] for skill, able in practitioners(facts.team).items() if len(able) == 1}
    if alone and facts.is_too_few:
        yield CHECK.reports(
            f"team.yml names fewer than two people, so nobody covers {', '.join(alone)}", facts.place("users")
        )
        return
    for skill, name in alone.items():
        yield CHECK.fails(f"{name} alone knows {skill}", facts.place("users", name, "skills", skill))


def practitioners(team: Team) -> dict[str, list[str]]:
    """For each skill those who have it at practitioner or better."""
    able: dict[str, list[str]] = {}
    for name, user in team.users.items():
        for skill, level in user.skills.items():
            if level is not Level.LEARNER:
                able.setdefault(skill, []).append(name)
    return able


def _team(ada: str, grace: str) -> Team:
    return a_team(users={"ada": a_user("ada", skills={"orm": ada}), "grace": a_user("grace", skills={"orm": grace})})


CHECK = Check(
    name="skills-covered",
    title="No skill is one person's alone.",
    looks_at="`skills` of all people in team.yml, at practitioner or better; learners do not count as cover.",
    why="A question about it waits for that one person, and the skill leaves with them.",
    mend="let somebody learn it from them and write the new level in team.yml, or accept it for a while in `waivers`",
    run=judge,
    red=(
        given(_team("expert", "learner")),
        given(a_team(users=users("ada") | {"grace": a_user("grace", skills={"orm": "practitioner"})})),
    ),
    green=(
        given(),
        given(_team("expert", "practitioner")),
        given(_team("learner", "learner")),
        given(a_team(users={"ada": a_user("ada", skills={"orm": "expert"})}, areas={})),
        NOBODY,
    ),
)
