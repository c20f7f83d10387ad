"""The owner lines of AGENTS.md: whom a change concerns, for assistants and people alike."""

from teamkit.publish import decides
from teamkit.publish.markdown import code, listed, plain
from teamkit.publish.naming import names, title
from teamkit.team.model import Team

PATH = "AGENTS.md"
REGION = "owners"


def text(team: Team) -> str:
    """The region."""
    lines = (_line(team, area) for area in team.areas)
    return "\n\n".join(
        (
            "## Who decides",
            f"Say in the request which of these a change touches. [More, and how to ask]({decides.PATH}).",
            listed(lines) or "There is no area yet: write one in `team.yml`.",
        )
    )


def _line(team: Team, identifier: str) -> str:
    area = team.areas[identifier]
    paths = ", ".join(code(path) for path in area.paths)
    decider = names(team, (area.accountable,)) if area.accountable else decides.NOBODY
    deputy = f", deputy {names(team, (area.deputy,))}" if area.deputy else ""
    return f"{plain(title(team, identifier))} ({paths}): {decider}{deputy}."
