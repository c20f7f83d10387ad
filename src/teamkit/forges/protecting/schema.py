"""What GitHub takes, by its own published schema."""

import difflib
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, ValidationError


def complaint(part: str, body: Mapping[str, Any]) -> tuple[str, str] | None:
    """The key of a body that GitHub would not take, and what to do about it; None where all is well."""
    faults = sorted(_validator(part).iter_errors(body), key=lambda fault: [str(step) for step in fault.absolute_path])
    return _told(faults[0]) if faults else None


def nearest(name: str, known: Mapping[str, object] | list[str]) -> str:
    """What somebody who wrote a name may have meant."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"


@cache
def _validator(part: str) -> Draft202012Validator:
    text = files("teamkit.forges.protecting").joinpath("github.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text)[part])


def _told(fault: ValidationError) -> tuple[str, str]:
    key = ".".join(map(str, fault.absolute_path))
    told = _WORDS.get(str(fault.validator))
    return told(fault, key) if told else (key, f"{fault.message}; mend it")


def _unknown_key(fault: ValidationError, key: str) -> tuple[str, str]:
    known = fault.schema["properties"]
    name = next(name for name in fault.instance if name not in known)
    return f"{key}.{name}".strip("."), f"is not a key that GitHub knows; {nearest(name, known)}"


def _unknown_value(fault: ValidationError, key: str) -> tuple[str, str]:
    known = [str(choice) for choice in fault.validator_value]
    return key, f'"{fault.instance}" is nothing that GitHub knows; {nearest(str(fault.instance), known)}'


def _missing(fault: ValidationError, key: str) -> tuple[str, str]:
    return key, f"lacks {next(name for name in fault.validator_value if name not in fault.instance)}; add it"


def _wrong_type(fault: ValidationError, key: str) -> tuple[str, str]:
    return key, f"is no {fault.validator_value}; write one"


_WORDS: dict[str, Callable[[ValidationError, str], tuple[str, str]]] = {
    "additionalProperties": _unknown_key,
    "enum": _unknown_value,
    "required": _missing,
    "type": _wrong_type,
}
