"""Which checks a person asked for, and what is to be gathered for them."""

import difflib
from collections.abc import Iterable, Sequence

from teamkit.checks import CHECKS
from teamkit.checks.check import Check
from teamkit.findings import Refusal


def chosen(names: Sequence[str], *, local: bool = False) -> tuple[Check, ...]:
    """The checks of these names; where there are none, all but those that run by name.

    Raises Refusal for an unknown name, with the nearest one.
    """
    for name in names:
        if name not in CHECKS:
            nearest = difflib.get_close_matches(name, CHECKS, n=1)
            hint = f"did you mean {nearest[0]}?" if nearest else f"known: {', '.join(CHECKS)}"
            raise Refusal(f'"{name}" is not a check; {hint}')
    asked = [CHECKS[name] for name in names] or [check for check in CHECKS.values() if not check.by_name]
    return tuple(check for check in asked if check.is_local or not local)


def needed(checks: Iterable[Check], *, local: bool = False) -> frozenset[str]:
    """The facts that checks look at; what they can do without is left out where the run is local."""
    return frozenset(need for check in checks for need in (*check.needs, *(() if local else check.wants)))
