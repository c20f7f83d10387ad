"""Marked regions: the generated part of a file that people write."""

import re
from dataclasses import dataclass

from teamkit.findings import Place, Refusal
from teamkit.publish.header import ORIGIN

_MARK = re.compile(r"<!-- (?P<end>/?)team:(?P<name>[a-z]+(?:-[a-z]+)*)(?::.*)? -->")


@dataclass(frozen=True)
class _Mark:
    line: int
    name: str
    is_end: bool


def marked(name: str, content: str, origin: str = ORIGIN) -> str:
    """A region with its marks, the first of which says where it comes from."""
    return f"<!-- team:{name}: {origin}; do not edit inside. -->\n\n{content.strip()}\n\n<!-- /team:{name} -->\n"


def fill(text: str, name: str, content: str, path: str, origin: str = ORIGIN) -> str:
    """A text with new content in its region; a region that it lacks is added at its end. All else stays as it is.

    A mark inside the content is none any more, and looks the same. Raises Refusal where the marks of the file do not
    pair.
    """
    content = "\n".join(map(_inert, content.split("\n")))
    lines = text.split("\n")
    region = _regions(lines, path).get(name)
    if region is None:
        return text + _added(text, marked(name, content, origin))
    first, last = region
    ending = "\r\n" if lines[first - 1].endswith("\r") else "\n"
    inside = f"\n{content.strip()}\n\n".replace("\n", ending)
    return "\n".join(lines[:first]) + "\n" + inside + "\n".join(lines[last - 1 :])


def has(text: str, name: str, path: str) -> bool:
    """Whether a text has a region. Raises Refusal as `fill` does."""
    return name in _regions(text.split("\n"), path)


def unmarked(text: str) -> str:
    """A text without any marks: what stood between them is its own."""
    kept: list[str] = []
    for line in text.split("\n"):
        if not _MARK.fullmatch(line.strip()):
            kept.append(line)
        elif kept and not kept[-1].strip():
            kept.pop()
    return "\n".join(kept)


def _inert(line: str) -> str:
    """A line that is no mark."""
    return line.replace("<!--", "<!--\u2060") if _MARK.fullmatch(line.strip()) else line


def _added(text: str, region: str) -> str:
    """A region as it follows a text: after one empty line, in the text's line ends."""
    ending = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith(ending * 2) else ending if text.endswith(ending) else ending * 2
    return gap + region.replace("\n", ending)


def _regions(lines: list[str], path: str) -> dict[str, tuple[int, int]]:
    """The lines of each region's marks, counted from 1."""
    found: dict[str, tuple[int, int]] = {}
    opened: _Mark | None = None
    for mark in _marks(lines):
        if mark.is_end:
            if opened is None or opened.name != mark.name:
                raise _broken(path, mark, f"put <!-- team:{mark.name} --> above it, or delete it")
            found[mark.name] = (opened.line, mark.line)
            opened = None
        else:
            if opened is not None:
                raise _broken(path, opened, f"put <!-- /team:{opened.name} --> below it, or delete it")
            if mark.name in found:
                raise _broken(path, mark, "the region stands twice; delete one of them")
            opened = mark
    if opened is not None:
        raise _broken(path, opened, f"put <!-- /team:{opened.name} --> below it, or delete it")
    return found


def _marks(lines: list[str]) -> list[_Mark]:
    matches = ((number, _MARK.fullmatch(line.strip())) for number, line in enumerate(lines, 1))
    return [_Mark(number, match["name"], bool(match["end"])) for number, match in matches if match]


def _broken(path: str, mark: _Mark, remedy: str) -> Refusal:
    written = f"<!-- {'/' if mark.is_end else ''}team:{mark.name} -->"
    return Refusal(f"the mark {written} does not pair: {remedy}", Place(path, mark.line))
