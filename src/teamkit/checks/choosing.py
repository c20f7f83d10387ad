"""Which checks a person asked for, and what is to be gathered for them."""

import difflib
from collections.abc import Iterable, Mapping, Sequence

from teamkit.checks import CHECKS
from teamkit.checks.check import Check
from teamkit.findings import Refusal


def chosen(names: Sequence[str], *, local: bool = False) -> tuple[Check, ...]:
    """The checks of these names; where there are none all but those that want to be named.

    Raises Refusal for an unknown name, with the nearest one.
    """
    asked = [named(name, CHECKS) for name in names] or [check for check in CHECKS.values() if not check.only_named]
    return tuple(check for check in asked if check.is_local or not local)


def named(name: str, known: Mapping[str, Check]) -> Check:
    """The check of a name. Raises Refusal for an unknown one, with the nearest."""
    if name not in known:
        nearest = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {nearest[0]}?" if nearest else f"known: {', '.join(known)}"
        raise Refusal(f'"{name}" is not a check; {hint}')
    return known[name]


def needed(checks: Iterable[Check], *, local: bool = False) -> frozenset[str]:
    """The facts that checks look at; what they can do without is left out where the run is local."""
    return frozenset(need for check in checks for need in (*check.needs, *(() if local else check.wants)))
