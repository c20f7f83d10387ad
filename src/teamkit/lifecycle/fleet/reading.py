"""fleet.yml from the disk, or one line that says what is wrong with it."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from teamkit.findings import Place, Refusal
from teamkit.lifecycle.fleet.file import FLEET_FILE, FleetFile, Organisation, Repository
from teamkit.team.reading import Location, line, parse, refusal, text_of

BEGINNING = 'begin one with: printf "repositories:\\n  - ../shop\\n" > fleet.yml'
FITTING = {
    "model_type": "a path or a URL, or `address:` with one",
    "string_pattern_mismatch": "what a terminal can show",
    "string_type": "text",
    "tuple_type": "a list",
}


def read_fleet(path: Path) -> FleetFile:
    """The fleet that a file names. Raises Refusal with file, line, key and remedy for the first thing that is wrong."""
    return fleet_of(text_of(path, BEGINNING), path.name)


def fleet_of(text: str, file: str = FLEET_FILE) -> FleetFile:
    """The fleet that a text names. Raises Refusal as `read_fleet` does."""
    data = parse(text, file)
    if not isinstance(data, dict):
        raise Refusal("does not fit; write `repositories:` and a list below it", Place(file))
    try:
        fleet = FleetFile.model_validate(data)
    except ValidationError as error:
        location, what = min((_complaint(fault) for fault in error.errors()), key=lambda found: line(data, found[0]))
        raise refusal(data, location, what, file) from None
    if not (fleet.repositories or fleet.organisations):
        raise Refusal("names no repository; name one under repositories, by its path or its URL", Place(file))
    for location, what in _faults(fleet):
        raise refusal(data, location, what, file)
    return fleet


def _complaint(error: Any) -> tuple[Location, str]:
    location, kind = tuple(error["loc"]), error["type"]
    if kind == "extra_forbidden":
        parts = (FleetFile, Repository, Organisation)
        known = sorted({name for part in parts for name in part.model_fields})
        nearest = difflib.get_close_matches(str(location[-1]), known, n=1)
        return location, f"is not a key of fleet.yml; {f'did you mean {nearest[0]}?' if nearest else 'remove it'}"
    if kind == "missing":
        return location[:-1], f"lacks {location[-1]}; add it"
    if kind in FITTING:
        is_page = location[0] == "organisations" and kind == "string_pattern_mismatch"
        return location, f"does not fit; write {'https://github.com/example' if is_page else FITTING[kind]}"
    return location, error["msg"].removeprefix("Value error, ")


def _faults(fleet: FleetFile) -> Iterator[tuple[Location, str]]:
    seen: set[str] = set()
    for number, repository in enumerate(fleet.repositories):
        if repository.title in seen:
            what = f'"{repository.title}" stands here twice; remove one, or give it another name'
            yield ("repositories", number), what
        if repository.title in {".", ".."}:
            yield ("repositories", number), "does not say what it is called; give it a name"
        seen.add(repository.title)
