"""The text of a changelog: sections of versions, and what people wrote for the next one."""

import re
from collections.abc import Iterator

_HEADING = re.compile(r"(#+)[ \t]+(.*?)[ \t]*")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_UNRELEASED = re.compile(r"\[?unreleased\]?", re.IGNORECASE)
_VERSION = re.compile(r"\[?v?(\d+\.\d+\.\d+)(?![\w.])")


def section(text: str, version: str | None) -> str | None:
    """What a changelog says of a version, or of the newest one, without its heading; None where it does not."""
    lines = text.splitlines(keepends=True)
    for start, level, title in _headings(lines):
        match = _VERSION.match(title)
        if match and version in {match[1], None}:
            return "".join(lines[start + 1 : _end(lines, start, level)]).strip("\r\n") + "\n"
    return None


def released(text: str, generated: str) -> str:
    """A changelog with the section that was generated for a version, which takes in what people wrote for it.

    The heading of what is unreleased stays, empty, and everything else as it is, in its own line ends.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    heading, _, entries = generated.strip("\n").partition("\n")
    lines = text.splitlines(keepends=True)
    start, until, written = _place(lines)
    parts = (heading, written.strip("\r\n"), entries.strip("\n"))
    new = "\n\n".join(part for part in parts if part).replace("\r\n", "\n").replace("\n", end)
    before, after = "".join(lines[:start]).rstrip("\r\n"), "".join(lines[until:]).strip("\r\n")
    return f"{end * 2}".join(part for part in (before, new, after) if part) + end


def _place(lines: list[str]) -> tuple[int, int, str]:
    """The lines that a new section takes the place of, and what people wrote there."""
    for start, level, title in _headings(lines):
        if _UNRELEASED.fullmatch(title):
            until = _end(lines, start, level)
            return start + 1, until, "".join(lines[start + 1 : until])
        if _VERSION.match(title):
            return start, start, ""
    return len(lines), len(lines), ""


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """The place, level and title of each heading; a line of code is none."""
    is_code = False
    for place, line in enumerate(lines):
        is_code ^= _FENCE.match(line) is not None
        match = _HEADING.fullmatch(line.rstrip("\r\n"))
        if match and not is_code:
            yield place, len(match[1]), match[2]


def _end(lines: list[str], start: int, level: int) -> int:
    """Where a section ends: at the next heading that is not below its own."""
    return next((place for place, other, _ in _headings(lines) if place > start and other <= level), len(lines))
