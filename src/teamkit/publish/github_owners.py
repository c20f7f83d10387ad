"""GitHub's CODEOWNERS: the areas in the order of team.yml, of whose rules the last one that matches wins."""

from teamkit.publish.handles import escaped, handles, missing
from teamkit.publish.header import HEADER
from teamkit.publish.naming import title
from teamkit.team.model import Team

PATH = ".github/CODEOWNERS"
_OPENING = (f"# {HEADER}", "# Who reviews what; the last rule that matches a file wins.")
_NO_RULE = "# There is no rule yet: nobody who owns an area has a handle in team.yml, so GitHub asks nobody."


def text(team: Team) -> str:
    """The whole file."""
    has_rules = any(handles(team, area) for area in team.areas.values())
    opening = "\n".join(_OPENING if has_rules else (*_OPENING, _NO_RULE))
    return "\n\n".join((opening, *(_rules(team, area) for area in team.areas))) + "\n"


def _rules(team: Team, identifier: str) -> str:
    """An area's comments and rules. A rule without owners would take files away from earlier rules: there is none."""
    area = team.areas[identifier]
    owners = " ".join(handles(team, area))
    comments = (title(team, identifier), *(f"Missing: {sentence}" for sentence in missing(team, area)))
    rules = (f"{escaped(pattern)} {owners}" for pattern in area.paths if owners)
    return "\n".join((*(f"# {comment}" for comment in comments), *rules))
