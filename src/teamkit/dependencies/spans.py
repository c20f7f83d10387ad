"""Which versions a wish allows."""

import re

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

_CARET = re.compile(r"\^\s*(\d+(?:\.\d+)*)")
_TILDE = re.compile(r"~\s*(\d+(?:\.\d+)*)")
_BARE = re.compile(r"\d+(?:\.\d+)*(?:\.\*)?")
_PATCHES = range(60)
_FAR = "9999"


def span(words: str) -> SpecifierSet | None:
    """What a wish allows, in the words of pip or Poetry; None where it says something else."""
    try:
        return SpecifierSet(",".join(map(_plain, filter(None, map(str.strip, words.split(","))))), prereleases=False)
    except (InvalidSpecifier, InvalidVersion):
        return None


def allows_line(allowed: SpecifierSet, line: str) -> bool:
    """Whether a version of a line, such as 4.2, is allowed."""
    return any(f"{line}.{patch}" in allowed for patch in _PATCHES)


def has_end(allowed: SpecifierSet) -> bool:
    """Whether some version is too new."""
    return _FAR not in allowed


def _plain(word: str) -> str:
    """One clause as pip writes it."""
    if caret := _CARET.fullmatch(word):
        return f">={caret[1]},<{_after(caret[1], _first(caret[1]))}"
    if tilde := _TILDE.fullmatch(word):
        return f">={tilde[1]},<{_after(tilde[1], min(1, tilde[1].count('.')))}"
    return f"=={word}" if _BARE.fullmatch(word) else word


def _first(version: str) -> int:
    """The place of the first number that a caret holds: the first one that is not zero."""
    numbers = Version(version).release
    return next((place for place, number in enumerate(numbers) if number), len(numbers) - 1)


def _after(version: str, place: int) -> str:
    numbers = version.split(".")[: place + 1]
    return ".".join((*numbers[:-1], str(int(numbers[-1]) + 1)))
