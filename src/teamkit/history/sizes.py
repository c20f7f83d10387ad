"""How many lines changes touch, without those that nobody writes by hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from teamkit.history.git import ask
from teamkit.history.unwritten import GENERATED

_UNWRITTEN = (
    *GENERATED,
    *("**/migrations/*.py", "**/*.svg", "**/*.snap", "**/dist/**", "**/vendor/**", "**/node_modules/**"),
)
_WRITTEN = (":(top)", *(f":(top,exclude,glob){pattern}" for pattern in _UNWRITTEN))
_STAT = re.compile(r"(?P<files>\d+) files? changed(?:, (?P<added>\d+) insertions?\(\+\))?(?:, (?P<removed>\d+) del.*)?")
_REQUEST = re.compile(r"\([#!]\d+\)$")


@dataclass(frozen=True)
class Size:
    """How much a change touches: lines that come or go, and the files that they are in."""

    lines: int = 0
    files: int = 0


def size(root: Path, before: str, after: str) -> Size:
    """How far two commits are apart."""
    return _size(ask(root, "diff", "--shortstat", "--find-renames", before, after, "--", *_WRITTEN))


def sizes(root: Path, pairs: Mapping[str, str]) -> Mapping[str, Size]:
    """For each commit how far it is from another one: `pairs` has the later one first."""
    if not pairs:
        return {}
    given = "".join(f"{after} {before}\n" for after, before in pairs.items())
    asked = ("diff-tree", "--stdin", "--always", "--shortstat", "--find-renames", "--format=%x01%H")
    told = ask(root, *asked, "--", *_WRITTEN, given=given).split("\x01")[1:]
    return {said.partition("\n")[0]: _size(said) for said in told}


def merged_sizes(root: Path, branch: str, most: int) -> tuple[Size, ...]:
    """The newest requests that a branch got, whether merged or squashed; `most` of them."""
    requests = _requests(root, branch, most)
    if not requests:
        return ()
    asked = (
        "log",
        "--no-walk",
        "--diff-merges=first-parent",
        "--no-show-signature",
        "--format=%x01",
        "--shortstat",
        "-M",
    )
    logged = ask(root, *asked, *requests, "--", *_WRITTEN)
    sizes = tuple(map(_size, logged.split("\x01")[1:]))
    return tuple(each for each in sizes if each.lines)


def _requests(root: Path, branch: str, most: int) -> list[str]:
    """Commits of the branch's own line that brought a request: merges, and those whose subject ends in its number."""
    asked = ("log", "--first-parent", f"--max-count={5 * most}", "--no-show-signature", "--format=%H%x00%P%x00%s")
    entries = (line.split("\0", 2) for line in ask(root, *asked, branch, "--").split("\n")[:-1])
    return [name for name, parents, subject in entries if " " in parents or _REQUEST.search(subject)][:most]


def _size(said: str) -> Size:
    match = _STAT.search(said)
    if not match:
        return Size()
    return Size(int(match["added"] or 0) + int(match["removed"] or 0), int(match["files"]))
