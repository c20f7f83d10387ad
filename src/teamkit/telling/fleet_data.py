"""A fleet for programs: docs/how-to/lead-a-fleet.md says what each key means."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from teamkit.publish.fleet.model import Fleet


def status(fleet: Fleet) -> str:
    """How each repository stands; what nobody could look at is an object with the keys `why` and `mend`."""
    return as_json({key: value for key, value in asdict(fleet).items() if key != "checks"})


def as_json(data: Any) -> str:
    """Data as people and programs read it."""
    return json.dumps(data, indent=2, ensure_ascii=False, default=_moment)


def _moment(at: datetime) -> str:
    return at.isoformat()
