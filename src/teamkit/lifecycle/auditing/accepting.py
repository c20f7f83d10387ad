"""The baseline on the disk: a file that people edit, and that is recorded again without losing what they wrote."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from teamkit.checks.auditing.baseline import Entry, Sorted, sort
from teamkit.checks.auditing.model import Audit
from teamkit.checks.formats.shared import fingerprint, printable
from teamkit.findings import Finding, Place, Refusal
from teamkit.publish.writing import Change, write
from teamkit.team.editing import written
from teamkit.team.reading import Location, complaint, line, parse, refusal

DAYS = timedelta(days=90)
BIRTH = """\
# What fails and is accepted for a while, one entry a failure; `teamkit audit --baseline` is red for everything else.
# Edit `reason` and `until`: what is there after that day is red again. `--record` adds what is new, keeps your words.
accepted: []
"""
_UNKNOWN_KEY = "extra_forbidden"


class _Baseline(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    accepted: tuple[Entry, ...]


@dataclass(frozen=True)
class Recorded:
    """What recording did: entries kept, new ones, those that nothing needed any more, and kept ones that are over."""

    kept: int
    added: int
    removed: int
    expired: int


def read(path: Path) -> tuple[Entry, ...]:
    """The entries of a baseline. Raises Refusal with file, line, key and remedy for the first thing that is wrong."""
    text = _text(path)
    if text is None:
        raise Refusal(f"is missing; begin one: teamkit audit --record {path}", Place(str(path)))
    return _entries(parse(text, str(path)), str(path))


def record(path: Path, audit: Audit, today: date, reason: str = "", until: date | None = None) -> Recorded:
    """Accept every failure of an audit: what the file says of those that it has stays, what nothing needs goes.

    Raises Refusal as `read` does, and for a last day that is over.
    """
    last = until or today + DAYS
    if last < today:
        raise Refusal(f"--until {last} is over; name a day that is still to come")
    before = _text(path)
    data = parse(before or BIRTH, str(path))
    entries = _entries(data, str(path))
    found = sort(audit, entries)
    _change(data["accepted"], found, reason or f"found on {audit.day}, and not judged yet", last)
    write(path.parent, [Change(path.name, before, written(data))])
    kept = [entry for number, entry in enumerate(entries) if number not in found.idle]
    expired = sum(entry.until < today for entry in kept)
    return Recorded(len(kept), len(found.fresh), len(found.idle), expired)


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise Refusal(f"is not UTF-8 (byte {error.start}); save it as UTF-8", Place(str(path))) from None


def _entries(data: Any, path: str) -> tuple[Entry, ...]:
    if not isinstance(data, dict):
        raise refusal(data, (), "should hold `accepted`, a list of entries", path)
    try:
        return _Baseline.model_validate(data).accepted
    except ValidationError as error:
        unknown_key_first = min(
            error.errors(), key=lambda fault: (fault["type"] != _UNKNOWN_KEY, line(data, complaint(fault)[0]))
        )
        raise refusal(data, *_complaint(unknown_key_first), path) from None


def _complaint(error: Any) -> tuple[Location, str]:
    location, what = complaint(error)
    known = Entry.model_fields if len(location) > 1 else _Baseline.model_fields
    return location, f"is not a key here; known: {', '.join(known)}" if error["type"] == _UNKNOWN_KEY else what


def _change(accepted: Any, found: Sorted, reason: str, until: date) -> None:
    for number, finding in found.matching.items():
        accepted[number].update(_read_by_people(finding))
    for number in reversed(found.idle):
        del accepted[number]
    accepted.fa.set_block_style()
    accepted.extend(_new(finding, reason, until) for finding in found.fresh)


def _new(finding: Finding, reason: str, until: date) -> dict[str, Any]:
    told = _read_by_people(finding)
    day = until.replace()  # one of its own: YAML makes references of what stands twice
    return {"check": finding.check, **told, "fingerprint": fingerprint(finding), "reason": reason, "until": day}


def _read_by_people(finding: Finding) -> dict[str, str]:
    path = {"path": printable(finding.where.path)} if finding.where else {}
    return path | {"what": printable(finding.what)}
