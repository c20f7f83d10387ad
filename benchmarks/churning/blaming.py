"""Compares the landing of every line with what `git blame --first-parent` says of it.

They may differ where two new files resemble one that went with the same commit. Patches pair it with one of them, since
a line moves once, and the other's lines landed then; blame follows each file alone, and finds both in the old one.
"""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from teamkit.history.landing.reading import read

_LINE = re.compile(rb"^([0-9a-f]{40,64}) \d+ \d+(?: \d+)?$", re.MULTILINE)


@dataclass(frozen=True)
class Compared:
    """A file: how many lines it has, and those that differ, each by its number with what ours and what git's said."""

    path: str
    lines: int
    differing: tuple[tuple[int, str, str], ...]


def compared(folder: Path, every: int) -> Iterator[Compared]:
    """Every so many-th file of the newest commit that has lines."""
    landings = read(folder, "main", generated=["!*"])
    names = {landing.number: landing.commit for landing in landings}
    _hold(folder, {path: len(lines) for path, lines in landings.live.items()})
    paths = sorted(path for path, lines in landings.live.items() if any(lines))[::every]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, blamed in zip(paths, pool.map(lambda path: _blamed(folder, path), paths), strict=True):
            yield _compared(path, [names[number] for number in landings.live[path]], blamed)


def _hold(folder: Path, ours: Mapping[str, int]) -> None:
    """Raises AssertionError where a file has not as many lines as git counts in it."""
    empty = subprocess.run(
        ["git", "hash-object", "-t", "tree", os.devnull], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()
    asked = ["git", "diff-tree", "-r", "-z", "--numstat", "--no-renames", empty, "main"]
    told = os.fsdecode(subprocess.run(asked, cwd=folder, capture_output=True, check=True).stdout).split("\0")
    entries = (entry.split("\t", 2) for entry in told if entry)
    theirs = Counter({path: int(added) for added, _, path in entries if added != "-"})
    if +Counter(ours) != +theirs:
        raise AssertionError("the numbers of lines differ")


def _blamed(folder: Path, path: str) -> Sequence[str]:
    asked = ["git", "blame", "--first-parent", "--porcelain", "main", "--", path]
    told = subprocess.run(asked, cwd=folder, capture_output=True, check=True).stdout
    return [name.decode() for name in _LINE.findall(told)]


def _compared(path: str, ours: Sequence[str], theirs: Sequence[str]) -> Compared:
    pairs = enumerate(zip(ours, theirs, strict=True), 1)
    return Compared(path, len(ours), tuple((line, one, other) for line, (one, other) in pairs if one != other))
