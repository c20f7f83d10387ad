"""GitLab's CODEOWNERS: a section an area, whose patterns mean there what they mean in team.yml.

GitLab takes a path without a leading slash to match at any depth, one without a slash at its end for a file alone, and
`**` at an end for one level. Source: https://docs.gitlab.com/user/project/codeowners/reference/
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from fnmatch import fnmatchcase

from teamkit.publish.handles import escaped, handles, missing
from teamkit.publish.header import HEADER
from teamkit.publish.naming import title
from teamkit.team.model import Area, Team

PATH = ".gitlab/CODEOWNERS"
_OPENING = (
    f"# {HEADER}",
    "# Who reviews what; each section that matches a file is asked.",
    "# GitLab Premium asks for these approvals, the free tier only shows them.",
)
_NO_RULE = "# There is no rule yet: nobody who owns an area has a handle in team.yml, so GitLab asks nobody."
_ROUND = str.maketrans("[]", "()")


def text(team: Team, tree: Iterable[str]) -> str:
    """The whole file, for the folders of a tree."""
    folders = {part for path in tree for part in path.split("/")[:-1]}
    has_rules = any(handles(team, area) for area in team.areas.values())
    opening = "\n".join(_OPENING if has_rules else (*_OPENING, _NO_RULE))
    sections = (_section(team, area, heading, folders) for area, heading in _headings(team).items())
    return "\n\n".join((opening, *sections)) + "\n"


def entries(pattern: str, folders: Set[str]) -> Iterator[str]:
    """A pattern as GitLab writes it; once more, with a slash, where its last name may be one of the folders."""
    if pattern in {"*", "**", "/**"}:
        yield "*"
        return
    is_relative = "/" in pattern.rstrip("/") and not pattern.startswith(("/", "**/"))
    path = re.sub(r"\*\*/$", "*/", f"/{pattern}" if is_relative else pattern)
    path = re.sub(r"/\*\*$", "/", path)
    yield escaped(path)
    last = path.rpartition("/")[2]
    if last not in {"", "*"} and any(fnmatchcase(folder, last) for folder in folders):
        yield escaped(f"{path}/")


def _section(team: Team, identifier: str, heading: str, folders: Set[str]) -> str:
    """An area's comments, heading and entries. A section without owners would approve itself: there is none."""
    area = team.areas[identifier]
    owners = handles(team, area)
    comments = tuple(f"# Missing: {sentence}" for sentence in missing(team, area))
    if not owners:
        return "\n".join((f"# {title(team, identifier)}", *comments))
    paths = (entry for pattern in area.paths for entry in entries(pattern, folders))
    return "\n".join((*comments, f"{heading} {' '.join(owners)}", *paths))


def _headings(team: Team) -> Mapping[str, str]:
    """The heading of each area; with its id where GitLab would merge sections, whose titles differ in case alone."""
    titles = {area: title(team, area).translate(_ROUND) for area in team.areas}
    alike = Counter(name.casefold() for name in titles.values())
    return {
        area: _heading(team.areas[area], f"{name} ({area})" if alike[name.casefold()] > 1 else name)
        for area, name in titles.items()
    }


def _heading(area: Area, name: str) -> str:
    """`[Title]`, `[Title][approvals]` or `^[Title]`, which asks and does not insist."""
    if area.optional or area.approvals == 0:
        return f"^[{name}]"
    return f"[{name}]" + (f"[{area.approvals}]" if area.approvals > 1 else "")
