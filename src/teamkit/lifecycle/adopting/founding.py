"""The first team.yml of a repository: the template's areas, and those that the repository shows."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from teamkit.lifecycle.adopting.apps import App
from teamkit.lifecycle.adopting.patterns import pattern
from teamkit.lifecycle.adopting.people import Known
from teamkit.team.editing import written
from teamkit.team.model import Waiver
from teamkit.team.owning import Ownership
from teamkit.team.reading import parse, team_of

_DELIVERY = (
    *("/.pre-commit-config.yaml", "/.circleci/", "/.travis.yml", "/azure-pipelines.yml", "/bitbucket-pipelines.yml"),
    *("**/Dockerfile*", "**/docker-compose*", "/compose*.yml", "/compose*.yaml", "/docker/", "/deploy/", "/helm/"),
    *("/kubernetes/", "/Makefile", "/justfile", "/tasks.py", "/Procfile", "/tox.ini", "/noxfile.py"),
    *("**/pyproject.toml", "**/setup.py", "**/setup.cfg", "**/uv.lock", "**/poetry.lock", "**/Pipfile*"),
    *("**/requirements*.txt", "**/requirements*.in", "/requirements/"),
)
"""What builds and ships a repository that was not made from the template."""
_BASELINE = "What failed when the layer came, so that only what is new is red: mend it, and take its entry away."
_BEFORE_APPS = 2
_LONGEST = 63


def founded(text: str, apps: Sequence[App], tree: Collection[str]) -> str:
    """The template's file with an area an app, and without a rule that decides about no file of a tree."""
    data = parse(text)
    areas = data["areas"]
    accountable = {key: areas["everything"][key] for key in ("accountable",) if key in areas["everything"]}
    areas["delivery"]["paths"].extend(_DELIVERY)
    for app in reversed(apps):
        area = {"title": _title(app, apps), "paths": [pattern(f"{app.folder}/")], **accountable}
        areas.insert(_BEFORE_APPS, _identifier(app, areas), area)
    return written(_alive(data, tree))


def peopled(text: str, known: Iterable[Known]) -> str:
    """The file with people, who own nothing yet."""
    data = parse(text)
    handles = {user["handle"].lower() for user in data["users"].values()}
    for person in known:
        if person.handle.lower() not in handles:
            data["users"][person.id] = {"name": person.name, "handle": person.handle}
            handles.add(person.handle.lower())
    return written(data)


def accepting(text: str, waivers: Sequence[Waiver]) -> str:
    """A file without waivers, with these."""
    if not waivers:
        return text
    data = parse(text)
    entries = [waiver.model_dump(exclude_none=True) for waiver in waivers]
    data["waivers"] = entries
    data.yaml_set_comment_before_after_key("waivers", before=f"\n{_BASELINE}")
    return written(data)


def _alive(data: Any, tree: Collection[str]) -> Any:
    """The file without rules that decide about nothing; who decides about what stays the same."""
    ownership = Ownership(team_of(written(data)))
    alive = {rule for path in tree for rule in ownership.deciding(ownership.matching(path))}
    for rule in ownership.rules:
        if rule not in alive:
            data["areas"][rule.area]["paths"].remove(rule.pattern)
    for name in [name for name, area in data["areas"].items() if not area["paths"]]:
        del data["areas"][name]
    return data


def _identifier(app: App, taken: Mapping[str, Any]) -> str:
    """An id that nothing has yet: the app's name, with as many of the folders above as it needs."""
    parts = [re.sub("[^a-z0-9]+", "-", part.lower()).strip("-") for part in app.folder.split("/")]
    names = ["-".join(filter(None, parts[-depth:]))[-_LONGEST:].strip("-") for depth in range(1, len(parts) + 1)]
    numbered = (f"app-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in filter(None, (*names, names[0] and f"{names[0]}-app", *numbered)) if name not in taken)


def _title(app: App, apps: Sequence[App]) -> str:
    """The app's name as people write it, with its folder where another app is called the same."""
    title = app.name.replace("_", " ").replace("-", " ").strip()
    title = title[:1].upper() + title[1:]
    return title if sum(other.name == app.name for other in apps) == 1 else f"{title} ({app.folder})"
