"""Put files of a checkout into a tree beside all that it has, byte for byte."""

from collections.abc import Collection
from pathlib import Path

from teamkit.history.git import ask

_ANYBODY_RUNS = 0o111


def staged(folder: Path, paths: Collection[str]) -> str:
    """The tree of what is checked out with these files as they are on the disk; no other entry of it changes.

    No filter or line end of the repository's settings touches them. Raises Refusal where git refuses.
    """
    listed = "".join(f"{path}\n" for path in paths)
    blobs = ask(folder, "hash-object", "-w", "--no-filters", "--stdin-paths", given=listed).split()
    entries = (f"{_mode(folder / path)} {blob}\t{path}\n" for path, blob in zip(paths, blobs, strict=True))
    ask(folder, "update-index", "--add", "--index-info", given="".join(entries))
    return ask(folder, "write-tree").strip()


def _mode(path: Path) -> str:
    return "100755" if path.stat().st_mode & _ANYBODY_RUNS else "100644"
