"""Which files differ between pairs of commits, many at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from teamkit.history.git import ask


@dataclass(frozen=True)
class Difference:
    """A file with the blobs of two commits; None where one of them lacks it."""

    path: str
    before: str | None
    after: str | None


def differences(
    root: Path, pairs: Mapping[str, str], paths: Sequence[str] = ()
) -> Mapping[str, tuple[Difference, ...]]:
    """For each commit how it differs from another one: `pairs` has the later one first. `paths` are pathspecs."""
    if not pairs:
        return {}
    given = "".join(f"{after} {before}\n" for after, before in pairs.items())
    options = ("--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-renames")
    words = iter(ask(root, "diff-tree", *options, "--", *paths, given=given).split("\0"))
    return dict.fromkeys(pairs, ()) | {name: tuple(found) for name, found in _gathered(words).items()}


def _gathered(words: Iterator[str]) -> Mapping[str, list[Difference]]:
    """The differences under each commit that is announced before them."""
    found: dict[str, list[Difference]] = {}
    name = ""
    for word in words:
        if word.startswith(":"):
            _, _, before, after, _ = word.split()
            found[name].append(Difference(next(words), _there(before), _there(after)))
        elif word:
            name = word
            found[name] = []
    return found


def _there(blob: str) -> str | None:
    return blob if blob.strip("0") else None
