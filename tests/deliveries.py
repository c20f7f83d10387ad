"""Small histories and requests for figures that are worked out by hand; everything happens in January 2026, in UTC."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pasts import MONDAY, at, opened, said

from teamkit.forges.past.model import PastRequest
from teamkit.history.containing import Logged
from teamkit.measure.delivery import Delivery
from teamkit.measure.facts import Deployment
from teamkit.measure.model import Value
from teamkit.measure.samples import Sample

HOUR = 3600.0
PRODUCTION = "production"


def a_request(number: int = 7, **changes: Any) -> PastRequest:
    """A request of Ada's, begun at midnight, opened at ten, reviewed by Grace at twelve and merged at four."""
    end: dict[str, Any] = {"begun": at(0), "merged": at(0, 16), "updated": at(0, 16), "landed": f"landed {number}"}
    return opened(number, at(0, 10), **{**end, "files": ("shop.py",), "acts": (said("grace", at(0, 12)),)} | changes)


def a_commit(name: str, *parents: str, made: datetime = MONDAY, **changes: Any) -> Logged:
    """A commit of Ada's; its name is its hash."""
    return replace(Logged(name, parents, made, made, "Ada <ada@example.com>", f"Commit {name}"), **changes)


def commits(*several: Logged) -> Mapping[str, Logged]:
    return {each.hash: each for each in several}


def shown(value: Value | None) -> tuple[int, float | None]:
    """How many values a sample has, and their median."""
    assert isinstance(value, Sample)
    return value.n, value.median


def deployed(commit: str, moment: datetime, environment: str = PRODUCTION, **changes: Any) -> Deployment:
    whole = Deployment(commit, environment, moment, f"v-{commit}", f"https://ci.example/{commit}")
    return replace(whole, **changes)


def a_delivery(history: Mapping[str, Logged], *deployments: Deployment, **changes: Any) -> Delivery:
    """Deployments to production, the first of which contains `start` alone and so begins the record."""
    start = a_commit("start", made=at(-30))
    first = deployed("start", at(-29))
    return replace(Delivery(PRODUCTION, (first, *deployments), {"start": start, **history}), **changes)
