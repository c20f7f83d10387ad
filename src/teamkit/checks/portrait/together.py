"""What several people who work on a repository need, and one person does not."""

from collections.abc import Callable

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.facts import Portrait
from teamkit.checks.portrait.looking import portrait
from teamkit.findings import Finding, Unseen

_CUT_OFF = Unseen("history is cut off, so nobody can tell how many people work here", "git fetch --unshallow")


def lacking(check: Check, facts: Facts, sought: str, has: Callable[[Portrait], object]) -> int | Finding:
    """How many people lack something, 0 where nobody does; a finding where nobody can tell."""
    seen = portrait(facts)
    if isinstance(seen, Unseen):
        return check.cannot_tell(f"nobody looked for {sought}: {seen.why}", mend=seen.mend)
    if has(seen):
        return 0
    if seen.people is None:
        return check.cannot_tell(_CUT_OFF.why, mend=_CUT_OFF.mend)
    return seen.people if seen.people > 1 else 0
