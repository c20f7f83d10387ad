"""The skills matrix: who knows what how well, what nobody knows, and what depends on one person."""

from collections.abc import Iterable, Mapping

from teamkit.publish.markdown import listed, page, plain, table
from teamkit.publish.naming import names, title
from teamkit.publish.text import one_line
from teamkit.team.model import Level, Team
from teamkit.team.people import reviewers

PATH = "docs/team/skills.md"


def text(team: Team) -> str:
    """The whole page."""
    if not _skills(team) and not team.areas:
        return page("# Skills", _matrix(team))
    return page(
        "# Skills",
        _matrix(team),
        "## What nobody covers",
        _findings(
            "Each skill has somebody who practises it, and each area has somebody.",
            (f"{plain(one_line(skill))}: learners only." for skill, who in cover(team).items() if not who),
            (f"{plain(title(team, area))} (area): nobody." for area, who in _areas(team).items() if not who),
        ),
        "## What waits while one person is away",
        _findings(
            "Each skill and each area has at least two people, or nobody.",
            (f"{plain(one_line(skill))}: {names(team, who)}." for skill, who in cover(team).items() if len(who) == 1),
            (
                f"{plain(title(team, area))} (area): {names(team, who)}."
                for area, who in _areas(team).items()
                if len(who) == 1
            ),
        ),
    )


def cover(team: Team) -> Mapping[str, tuple[str, ...]]:
    """Each skill with the people who practise it or better; learners do not count."""
    return {
        skill: tuple(
            who for who, user in team.users.items() if user.skills.get(skill, Level.LEARNER) is not Level.LEARNER
        )
        for skill in _skills(team)
    }


def _areas(team: Team) -> Mapping[str, tuple[str, ...]]:
    return {name: reviewers(team, area) for name, area in team.areas.items()}


def _skills(team: Team) -> tuple[str, ...]:
    return tuple(sorted({skill for user in team.users.values() for skill in user.skills}))


def _matrix(team: Team) -> str:
    skills = _skills(team)
    if not skills:
        return "No skill is known yet: write `skills` below the people in `team.yml`."
    rows = (
        (names(team, (who,)), *(user.skills.get(skill, "") for skill in skills)) for who, user in team.users.items()
    )
    return table(("who", *(plain(skill) for skill in skills)), rows)


def _findings(otherwise: str, *items: Iterable[str]) -> str:
    found = [item for some in items for item in some]
    return listed(found) if found else otherwise
