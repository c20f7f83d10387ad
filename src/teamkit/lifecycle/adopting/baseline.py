"""What fails on the day of adoption, accepted for a while, so that only new failures are red."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from teamkit.checks import CHECKS
from teamkit.checks.guards.waivers import NAME
from teamkit.findings import Finding, State
from teamkit.lifecycle.adopting.patterns import pattern
from teamkit.lifecycle.local import said
from teamkit.team.model import Waiver

DAYS = 90
REASON = "found at adoption"


def failures(folder: Path, today: date) -> tuple[Finding, ...]:
    """What `teamkit check --local` is red about in a checkout. Raises Refusal."""
    return tuple(finding for finding in said(folder, today).findings if finding.state is State.FAIL)


def waivers(found: Iterable[Finding], by: str | None, today: date) -> tuple[Waiver, ...]:
    """An entry for each check and path; none for what only an owner may accept where nobody is one."""
    places = {(finding.check, finding.where.path if finding.where else None): finding for finding in found}
    return tuple(
        Waiver(
            check=check,
            path=None if path is None else pattern(path),
            reason=REASON,
            until=today + timedelta(days=DAYS),
            by=by if CHECKS[check].owner_waives else None,
        )
        for check, path in places
        if check != NAME and (by or not CHECKS[check].owner_waives)
    )
