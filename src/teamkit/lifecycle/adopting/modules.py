"""The parts of the layer that a team can adopt one at a time."""

import difflib
from collections.abc import Collection, Iterable, Sequence

from teamkit.findings import Refusal

MODULES = {
    "roles": ("team.yml", "team.py", "AGENTS.md", "docs/", ".github/CODEOWNERS", ".gitlab/CODEOWNERS"),
    "requests": (
        *(".github/pull_request_template.md", ".github/ISSUE_TEMPLATE/", ".github/workflows/request.yml"),
        *(".gitlab/merge_request_templates/", ".gitlab/issue_templates/"),
    ),
    "pipeline": (
        *(".github/workflows/branch.yml", ".github/workflows/daily.yml"),
        *(".gitlab-ci.yml", ".gitlab/team.gitlab-ci.yml", "Jenkinsfile"),
    ),
    "protection": (".github/settings.yml", ".github/rulesets/", ".gitlab/protection.yml"),
}
"""The files of each, a folder with a slash; the checks, those of migrations too, come with the tool in `roles`."""
FIRST = "roles"


def module(path: str) -> str | None:
    """The part that a file of the template belongs to; None for those that no layer has."""
    return next((name for name, places in MODULES.items() if any(_holds(place, path) for place in places)), None)


def chosen(names: Sequence[str], *, is_adopted: bool) -> Collection[str]:
    """The parts of these names, all where none is named. Raises Refusal for an unknown one, or without the first."""
    for name in names:
        if name not in MODULES:
            nearest = difflib.get_close_matches(name, MODULES, n=1)
            hint = f"did you mean {nearest[0]}?" if nearest else f"known: {', '.join(MODULES)}"
            raise Refusal(f'"{name}" is neither a folder nor a part of the layer; {hint}')
    if names and not is_adopted and FIRST not in names:
        raise Refusal(f"{names[0]} stands on {FIRST}, which is not adopted; name both: {FIRST} {' '.join(names)}")
    return names or tuple(MODULES)


def titled(names: Collection[str]) -> str:
    """What a commit calls these parts."""
    return "the team's layer" if {*names} == {*MODULES} else f"{', '.join(names)} of the team's layer"


def by_module(paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Paths by the part that they belong to, in the order of the parts."""
    several = tuple(paths)
    grouped = {name: tuple(path for path in several if module(path) == name) for name in MODULES}
    return {name: group for name, group in grouped.items() if group}


def _holds(place: str, path: str) -> bool:
    return path.startswith(place) if place.endswith("/") else path == place
