"""Finds commits that others of the same branch take back to the last line."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from teamkit.checks.presence.lines import balance
from teamkit.history.commits import Commit
from teamkit.history.crossing import Change
from teamkit.history.patches import Edit

_SUBJECT = re.compile(r'Revert "(.+)"')
_HASH = re.compile(r"This reverts commit ([0-9a-f]{7,64})")


def undone(changes: Sequence[Change], elsewhere: Collection[str]) -> frozenset[str]:
    """The commits that are taken back, and those that do it, of changes from the newest on.

    Not of those that are `elsewhere` too: there the revert is a change like any other.
    """
    found: set[str] = set()
    for number, later in enumerate(changes):
        if _says_revert(later.commit) and later.commit.hash not in found:
            left = (each for each in changes[number + 1 :] if each.commit.hash not in found.union(elsewhere))
            earlier = next((each for each in left if _takes_back(later, each)), None)
            found |= {later.commit.hash, earlier.commit.hash} if earlier else set()
    return frozenset(found)


def _says_revert(commit: Commit) -> bool:
    return bool(_SUBJECT.match(commit.subject) or _HASH.search(commit.body))


def _takes_back(later: Change, earlier: Change) -> bool:
    subject, name = _SUBJECT.match(later.commit.subject), _HASH.search(later.commit.body)
    is_named = (subject and subject[1] == earlier.commit.subject) or (name and earlier.commit.hash.startswith(name[1]))
    return bool(is_named) and _is_opposite(later.patch.edits, earlier.patch.edits)


def _is_opposite(edits: Sequence[Edit], others: Sequence[Edit]) -> bool:
    """Whether two changes together leave every file as it was, wherever it may have moved between them."""
    return Counter(_form(edit) for edit in edits) == Counter(_form(edit, is_back=True) for edit in others)


def _form(edit: Edit, *, is_back: bool = False) -> tuple[object, ...]:
    """What an edit does, or undoes: its lines, its blobs where it has none, its names where they differ."""
    way = -1 if is_back else 1
    lines = frozenset((line, way * number) for line, number in balance([edit]).items())
    blobs = () if edit.hunks else (edit.before, edit.after)[::way]
    return lines, blobs, () if edit.old == edit.path else (edit.old, edit.path)[::way], bool(edit.mode)
