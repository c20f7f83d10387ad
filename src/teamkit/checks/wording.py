"""Words that several checks share."""

from collections.abc import Sequence

SHOWN = 3


def some(names: Sequence[str]) -> str:
    """The first names of many."""
    more = len(names) - SHOWN
    return ", ".join((*names[:SHOWN], *([f"and {more} more"] if more > 0 else [])))
