"""How long ago something was, in one word or in a few."""

from datetime import timedelta

_UNITS = (
    ("y", "year", timedelta(days=365)),
    ("mo", "month", timedelta(days=60)),
    ("w", "week", timedelta(days=14)),
    ("d", "day", timedelta(days=1)),
    ("h", "hour", timedelta(hours=1)),
    ("min", "minute", timedelta(minutes=1)),
)
_LENGTHS = {"mo": timedelta(days=30), "w": timedelta(days=7)}


def short(span: timedelta) -> str:
    """A span as a column shows it: 5 min, 3 h, 2 d, 5 w, 4 mo, 2 y; what lies ahead is now."""
    number, unit, _ = _counted(span)
    return f"{number} {unit}" if number else "now"


def spelled(span: timedelta) -> str:
    """A span in words."""
    number, _, word = _counted(span)
    return f"{number} {word}{'' if number == 1 else 's'}" if number else "a moment"


def ago(span: timedelta) -> str:
    """When something was that long ago."""
    return f"{spelled(span)} ago" if _counted(span)[0] else "just now"


def _counted(span: timedelta) -> tuple[int, str, str]:
    """How many of the largest unit that a span fills; weeks begin with the second, months with the second too."""
    for unit, word, least in _UNITS:
        if span >= least:
            return span // _LENGTHS.get(unit, least), unit, word
    return 0, "", ""
