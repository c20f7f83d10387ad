"""Where everything of a flow stands, for programs: docs/reference/flow-status.md says what each key means."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from teamkit.checks.standing.blocking import Block
from teamkit.checks.standing.coming import Coming
from teamkit.checks.standing.people import Actor
from teamkit.checks.standing.rows import Row
from teamkit.checks.standing.status import Status


def as_json(found: Status, called: str) -> str:
    """The whole status; `called` is how this repository calls the tool."""
    return json.dumps(data(found, called), indent=2, ensure_ascii=False)


def data(found: Status, called: str) -> dict[str, Any]:
    """The keys and what they hold."""
    seen = found.seen
    version = {"tag": seen.version.tag, "at": _moment(seen.version.at)} if seen.version else None
    return {
        "at": _moment(seen.now),
        "flow": ("gitflow" if seen.flow.is_gitflow else "github-flow") if seen.flow else None,
        "production": {"branch": seen.production.name, "version": version, "since": _coming(found.since)}
        if seen.production
        else None,
        "next": {"branch": seen.working.name, "coming": _coming(found.coming)} if seen.working else None,
        "blocks": [_block(each, called) for each in found.blocks],
        "branches": [_row(row) for row in found.rows],
        "unseen": [{"why": each.why, "mend": each.mend} for each in found.unseen],
    }


def _coming(what: Coming | None) -> dict[str, Any] | None:
    if what is None:
        return None
    return {
        "requests": what.requests,
        "commits": what.commits,
        "kinds": dict(what.kinds),
        "breaking": what.breaking,
    }


def _block(each: Block, called: str) -> dict[str, Any]:
    return {"state": each.state, "what": each.what, "acts": _actors(each.acts), "then": each.continued(called)}


def _row(row: Row) -> dict[str, Any]:
    request = row.request
    return {
        "name": row.name,
        "kind": row.kind,
        "place": row.place,
        "author": _actor(row.author),
        "last": _moment(row.last),
        "base": row.base or None,
        "ahead": row.ahead,
        "behind": row.behind,
        "stage": row.turn.stage,
        "since": _moment(row.turn.since) if row.turn.since else None,
        "acts": _actors(row.turn.acts),
        "request": {"number": request.number, "url": request.url, "target": request.target} if request else None,
        "is_here": row.is_here,
        "is_pushed": row.is_pushed,
    }


def _actors(several: Iterable[Actor]) -> list[dict[str, Any]]:
    return [_actor(each) for each in several]


def _actor(each: Actor) -> dict[str, Any]:
    return {"name": each.name, "is_you": each.is_you}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
