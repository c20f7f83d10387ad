"""Compares the lines of an edit with what a file holds."""

from collections import Counter
from collections.abc import Iterable

from teamkit.history.patches import Edit, Hunk

_END = "\0"


def balance(edits: Iterable[Edit]) -> Counter[str]:
    """How often each line comes with edits, below zero where it goes: not those that they move, and no blank ones."""
    lines: Counter[str] = Counter()
    for edit in edits:
        lines.update(line for line in edit.added if line.strip())
        lines.subtract(line for line in edit.removed if line.strip())
    return Counter({line: number for line, number in lines.items() if number})


def covers(whole: Counter[str], part: Counter[str]) -> bool:
    """Whether a balance brings and takes at least what another one does, which is something."""
    return bool(part) and all(0 < number <= whole[line] or 0 > number >= whole[line] for line, number in part.items())


def agree(change: Counter[str], then: str, now: str) -> bool:
    """Whether a file has, by number, what came with a change and not what went; `then` is the change's own result."""
    own, here = Counter(then.split("\n")), Counter(now.split("\n"))
    return bool(change) and all(
        here[line] >= own[line] if number > 0 else here[line] <= own[line] for line, number in change.items()
    )


def stands(hunk: Hunk, then: str, now: str) -> bool:
    """Whether a file reads as a hunk left it, lines around included, as often as its own result does."""
    place = list(hunk.after)
    if not any(map(str.strip, hunk.added)):
        place = [_END] * hunk.is_first + place + [_END] * hunk.is_last
    return any(map(str.strip, hunk.after)) and _count(place, now) >= max(1, _count(place, then))


def _count(place: Iterable[str], text: str) -> int:
    """How often these lines follow each other in a text; it begins and ends with a line that nothing else has."""
    sought = "\n".join(("", *place, ""))
    whole = "\n".join(("", _END, *text.removesuffix("\n").split("\n"), _END, ""))
    number, at = 0, whole.find(sought)
    while at >= 0:
        number, at = number + 1, whole.find(sought, at + 1)
    return number
