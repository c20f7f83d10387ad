"""Words that several rooms share."""

from collections.abc import Sequence

SHOWN = 3


def some(names: Sequence[str]) -> str:
    """The first names of many."""
    more = len(names) - SHOWN
    return ", ".join((*names[:SHOWN], *([f"and {more} more"] if more > 0 else [])))


def counted(number: int, word: str) -> str:
    """A number with its word."""
    several = {"person": "people"}.get(word) or f"{word}{'es' if word.endswith('x') else 's'}"
    return f"{number} {word if number == 1 else several}"
