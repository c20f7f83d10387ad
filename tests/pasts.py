"""Small requests for figures that are worked out by hand, and those figures; all happens in January 2026, in UTC."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from teamkit.findings import Unseen
from teamkit.forges.model import Act, Review
from teamkit.forges.past.model import PastRequest
from teamkit.lifecycle.measuring import taking
from teamkit.lifecycle.measuring.facts import Facts
from teamkit.measure.model import Measured
from teamkit.measure.periods import Period

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
WEEKS = Period(MONDAY, MONDAY + timedelta(weeks=4))


def at(day: float, hour: float = 0) -> datetime:
    """Some days and hours after the first Monday."""
    return MONDAY + timedelta(days=day, hours=hour)


def opened(number: int = 7, since: datetime | None = None, **changes: Any) -> PastRequest:
    """A request of Ada's that has been open, and ready, since Monday at nine, and asks nobody."""
    since = since or at(0, 9)
    whole = PastRequest(
        number=number,
        title=f"Change {number}",
        url=f"https://forge.example/{number}",
        author="ada",
        is_bots=False,
        source=f"feature/{number}",
        target="main",
        is_draft=False,
        begun=since,
        opened=since,
        ready=since,
        merged=None,
        closed=None,
        updated=since,
        landed="",
        lines=10,
        files=("shop/price.py",),
        asked=(),
        acts=(),
    )
    return replace(whole, **changes)


def draft(number: int = 7, **changes: Any) -> PastRequest:
    """A draft of Ada's."""
    return opened(number, **{"is_draft": True, "ready": None} | changes)


def said(author: str | None, moment: datetime, act: Act = Act.COMMENTED, *, is_bots: bool = False) -> Review:
    """What somebody said."""
    return Review(author, act, moment, is_bots)


def measured(facts: Facts, name: str) -> Measured:
    """What a measure comes to, where it is known."""
    (taken,) = taking.taken(facts, name)
    assert not isinstance(taken.result, Unseen), taken.result
    return taken.result
