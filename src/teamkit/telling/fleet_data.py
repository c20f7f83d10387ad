"""A fleet for programs: docs/how-to/lead-a-fleet.md says what each key means."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from teamkit.lifecycle.fleet.wave import Move, Wave
from teamkit.lifecycle.updating.model import Rehearsal
from teamkit.publish.fleet.model import Fleet


def status(fleet: Fleet) -> str:
    """How each repository stands; what nobody could look at is an object with the keys `why` and `mend`."""
    return as_json({key: value for key, value in asdict(fleet).items() if key != "checks"})


def wave(found: Wave) -> str:
    """What an update would do to each repository."""
    return as_json(
        {"repositories": [_move(move) for move in found.moves], "unlisted": [asdict(each) for each in found.unlisted]}
    )


def _move(move: Move) -> dict[str, Any]:
    return {
        "name": move.entry.name,
        "address": move.entry.address,
        "risk": move.risk,
        "version": move.version,
        "newer": move.found.after if isinstance(move.found, Rehearsal) else None,
        "files": [{"path": each.path, "kind": each.kind, "why": each.why} for each in move.files],
        "broken": list(move.broken),
        "unknown": [asdict(each) for each in move.blind],
        "next": move.step,
    }


def as_json(data: Any) -> str:
    """Data as people and programs read it."""
    return json.dumps(data, indent=2, ensure_ascii=False, default=_moment)


def _moment(at: datetime) -> str:
    return at.isoformat()
