"""Who could learn from whom, as the skills of team.yml say."""

from teamkit.team.model import Level, Team


def learners(team: Team, expert: str) -> dict[str, tuple[str, ...]]:
    """Everybody who learns a subject that somebody knows, in the order of team.yml, with these subjects."""
    knows = {skill for skill, level in team.users[expert].skills.items() if level is not Level.LEARNER}
    found = {
        name: tuple(skill for skill, level in user.skills.items() if level is Level.LEARNER and skill in knows)
        for name, user in team.users.items()
    }
    return {name: subjects for name, subjects in found.items() if subjects}
