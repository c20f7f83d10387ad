"""team.yml from the disk into a Team, or one line that says what is wrong with it."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import ConstructorError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from teamkit.findings import Place, Refusal
from teamkit.team import model
from teamkit.team.model import Team
from teamkit.team.owning import fault

TEAM_FILE = "team.yml"
type Location = tuple[str | int, ...]


def read_team(root: Path) -> Team:
    """The team of a repository. Raises Refusal with file, line, key and remedy for the first thing that is wrong."""
    return team_of(text_of(root / TEAM_FILE))


def team_of(text: str) -> Team:
    """The team that a text describes. Raises Refusal as `read_team` does."""
    data = parse(text)
    try:
        team = Team.model_validate(data)
    except ValidationError as error:
        location, what = min((complaint(fault) for fault in error.errors()), key=lambda found: line(data, found[0]))
        raise refusal(data, location, what) from None
    for location, what in contradictions(team):
        raise refusal(data, location, what)
    return team


def text_of(path: Path, beginning: str = "begin one with: teamkit team add") -> str:
    """What the file holds. Raises Refusal where it is missing, a link, or not UTF-8."""
    where = Place(path.name)
    if path.is_symlink():
        raise Refusal("is a symbolic link; put the file itself there", where)
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Refusal(f"is missing; {beginning}", where) from None
    except UnicodeDecodeError as error:
        raise Refusal(f"is not UTF-8 (byte {error.start}); save it as UTF-8", where) from None


class _Constructor(RoundTripConstructor):
    """Makes values of YAML, and says where a day stands that no calendar has."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            raise ConstructorError(None, None, f"{node.value} is no day", node.start_mark) from None


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def loader() -> YAML:
    """A reader that keeps places, comments and quotes."""
    yaml = YAML()
    yaml.Constructor = _Constructor
    yaml.preserve_quotes = True
    return yaml


def parse(text: str, path: str = TEAM_FILE) -> Any:
    """YAML with the places of its keys. Raises Refusal where it does not parse or a key stands twice."""
    try:
        return loader().load(text) or {}
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = str(error.problem).split("\n", maxsplit=1)[0]
        raise Refusal(f"{what}; mend the YAML here", Place(path, mark.line + 1 if mark else None)) from None
    except YAMLError as error:
        raise Refusal(f"{error}; mend the YAML", Place(path)) from None


# ── What is wrong, and where ────────────────────────────────────────────────────────────────────


def refusal(data: Any, location: Location, what: str, path: str = TEAM_FILE) -> Refusal:
    """A complaint with the key and the line that it is about."""
    key = ".".join(map(str, location))
    return Refusal(f"{key}: {what}" if key else what, Place(path, line(data, location)))


def line(data: Any, location: Location) -> int:
    """The line of a key, counted from 1; that of the nearest key above it where it is not written."""
    known = lines(data)
    return next((known[location[:depth]] for depth in range(len(location), 0, -1) if location[:depth] in known), 1)


def lines(data: Any, above: Location = ()) -> dict[Location, int]:
    """The line, counted from 1, of each key and list entry of parsed YAML, by the keys that lead to it."""
    found: dict[Location, int] = {}
    if isinstance(data, CommentedMap | CommentedSeq):
        entries = data.items() if isinstance(data, CommentedMap) else enumerate(data)
        for step, value in entries:
            place = data.lc.key(step) if isinstance(data, CommentedMap) else data.lc.item(step)
            found |= {(*above, step): place[0] + 1, **lines(value, (*above, step))}
    return found


def complaint(error: Any) -> tuple[Location, str]:
    """Where pydantic found a fault, and what to do about it, in this file's words."""
    location, kind = tuple(step for step in error["loc"] if step != "[key]"), error["type"]
    if kind == "extra_forbidden":
        return location, unknown_key(str(location[-1]))
    if kind == "missing":
        return location[:-1], f"lacks {location[-1]}; add it"
    if kind == "string_pattern_mismatch":
        return location, f'"{error["input"]}" does not fit; write letters, digits and hyphens, without @ or spaces'
    return location, error["msg"].removeprefix("Value error, ")


def unknown_key(key: str) -> str:
    """What to say of a key that no part of the file has."""
    parts = [part for part in vars(model).values() if isinstance(part, type) and issubclass(part, BaseModel)]
    known = {field.alias or name for part in parts for name, field in part.model_fields.items()}
    nearest = difflib.get_close_matches(key, sorted(known), n=1)
    return f"is not a key of team.yml; did you mean {nearest[0]}?" if nearest else "is not a key of team.yml; remove it"


def contradictions(team: Team) -> Iterator[tuple[Location, str]]:
    """What is well-formed and still cannot be."""
    both = sorted(team.users.keys() & team.groups.keys())
    yield from ((("groups", name), "is a user's id too; choose another") for name in both)
    for name, group in team.groups.items():
        yield from unknown(team, ("groups", name, "members"), group.members)
        yield from twice(("groups", name, "members"), group.members)
    for name, area in team.areas.items():
        for role in ("accountable", "deputy"):
            named = getattr(area, role)
            yield from unknown(team, ("areas", name, role), [named] if named else [])
        for role in ("responsible", "consulted", "informed"):
            yield from unknown(team, ("areas", name, role), getattr(area, role))
            yield from twice(("areas", name, role), getattr(area, role))
        yield from bad_patterns(("areas", name, "paths"), area.paths)
    yield from bad_patterns(("free",), team.free)
    for number, waiver in enumerate(team.waivers):
        yield from unknown(team, ("waivers", number, "by"), [waiver.by] if waiver.by else [])
    yield from cycles(team)
    yield from same_handle(team)


def unknown(team: Team, location: Location, names: Sequence[str]) -> Iterator[tuple[Location, str]]:
    """Names that are neither users nor groups."""
    known = [*team.users, *team.groups]
    for number, name in enumerate(names):
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1)
            remedy = f"did you mean {nearest[0]}?" if nearest else "add it to users or groups"
            place = location if location[-1] in {"accountable", "deputy", "by"} else (*location, number)
            yield place, f'"{name}" is nobody in this file; {remedy}'


def twice(location: Location, names: Sequence[str]) -> Iterator[tuple[Location, str]]:
    """Names that stand twice in one list."""
    for number, name in enumerate(names):
        if name in names[:number]:
            yield (*location, number), f'"{name}" stands here twice; remove one'


def bad_patterns(location: Location, patterns: Iterable[str]) -> Iterator[tuple[Location, str]]:
    """Patterns that no forge accepts."""
    for number, pattern in enumerate(patterns):
        what = fault(pattern)
        if what:
            yield (*location, number), what


def cycles(team: Team) -> Iterator[tuple[Location, str]]:
    """Groups that contain themselves."""
    for name in team.groups:
        way = way_back(team, (name,))
        if way:
            yield ("groups", name), f"contains itself ({' → '.join(way)}); remove one of these memberships"


def way_back(team: Team, way: tuple[str, ...]) -> tuple[str, ...]:
    """The way from the last group of `way` back to its first; empty where there is none."""
    for member in team.groups[way[-1]].members:
        if member == way[0]:
            return (*way, member)
        found = way_back(team, (*way, member)) if member in team.groups and member not in way else ()
        if found:
            return found
    return ()


def same_handle(team: Team) -> Iterator[tuple[Location, str]]:
    """People who stand in the file twice."""
    seen: dict[str, str] = {}
    for name, user in team.users.items():
        if user.handle:
            other = seen.setdefault(user.handle.lower(), name)
            if other != name:
                yield ("users", name, "handle"), f'"{user.handle}" is {other} already; remove one of the two'
