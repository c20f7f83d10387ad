"""One form for what a rule says, however a forge or a person wrote it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any


def flat(body: Mapping[str, Any]) -> dict[str, object]:
    """What a rule says, key by key; None for what is false, nought or empty, since a forge adds such defaults."""
    return {key: value or None for key, value in _facts("", body)}


def _facts(key: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _facts(f"{key}.{name}" if key else name, inner)
    elif isinstance(value, list) and key == "rules":
        for rule in value:
            yield f"{key}.{rule['type']}", True
            yield from _facts(f"{key}.{rule['type']}", rule.get("parameters", {}))
    elif isinstance(value, list):
        yield key, tuple(sorted(map(_entry, value)))
    else:
        yield key, value


def _entry(value: object) -> str:
    """An entry of a list whose order means nothing."""
    if isinstance(value, Mapping):
        value = {name: inner for name, inner in value.items() if inner is not None}
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)
