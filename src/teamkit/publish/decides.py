"""The page "Who decides": who has the last word in each area, and whom to ask when nobody answers."""

from collections.abc import Iterator

from teamkit.publish.channels import answer_times
from teamkit.publish.markdown import code, page, plain, table
from teamkit.publish.naming import names, reach, title
from teamkit.team.model import Team

PATH = "docs/team/who-decides.md"
NOBODY = "nobody yet"


def text(team: Team) -> str:
    """The whole page."""
    if not team.areas:
        return page("# Who decides", "There is no area yet: write one in `team.yml`.")
    rows = [(plain(title(team, area)), *first_two(team, area)) for area in team.areas]
    return page(
        "# Who decides",
        "One person has the last word in each area, and the deputy has it while that person is away.",
        table(("area", "decides", "deputy"), rows),
        "## When nobody answers",
        f"Ask in the order below, and wait as long as the team has agreed: {answer_times(team)}.",
        *(_area(team, area) for area in team.areas),
    )


def first_two(team: Team, identifier: str) -> tuple[str, str]:
    """Who decides in an area, and who is the deputy."""
    area = team.areas[identifier]
    first, second = (names(team, (who,)) if who else NOBODY for who in (area.accountable, area.deputy))
    return first, second


def _area(team: Team, identifier: str) -> str:
    area = team.areas[identifier]
    paths = "Paths: " + ", ".join(code(path) for path in area.paths)
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(_steps(team, identifier), 1))
    others = (("Asked before a decision", area.consulted), ("Told after it", area.informed))
    told = (f"{role}: {names(team, who)}." for role, who in others if who)
    return "\n\n".join((f"### {plain(title(team, identifier))}", paths, steps, *told))


def _steps(team: Team, identifier: str) -> Iterator[str]:
    """Whom to ask, in this order."""
    area = team.areas[identifier]
    if area.accountable:
        yield f"**{names(team, (area.accountable,))}** decides: {reach(team, area.accountable)}."
    else:
        yield f"Nobody decides yet: write `accountable` below {code(identifier)} in `team.yml`."
    if area.deputy:
        yield f"**{names(team, (area.deputy,))}** is the deputy: {reach(team, area.deputy)}."
    else:
        yield f"There is no deputy yet: write `deputy` below {code(identifier)} in `team.yml`."
    asked = {area.accountable, area.deputy}
    for who in dict.fromkeys(area.responsible):
        if who not in asked:
            yield f"**{names(team, (who,))}** does the work: {reach(team, who)}."
