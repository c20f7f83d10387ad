"""Which files a repository tracks, and which of them a branch changes."""

from collections.abc import Collection, Mapping
from pathlib import Path

from teamkit.history.git import ask


def tracked(root: Path) -> tuple[str, ...]:
    """Every tracked path and every new one that is not ignored and not deleted, sorted, with forward slashes."""
    listed = ask(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    deleted = ask(root, "ls-files", "-z", "--deleted").split("\0")
    return tuple(sorted(set(listed) - {*deleted, ""}))


def changed(root: Path, base: str) -> tuple[str, ...]:
    """The paths that differ from where this branch left `base`, committed or not, deleted ones included."""
    fork = ask(root, "merge-base", base, "HEAD").strip()
    listed = ask(root, "diff", "--name-only", "-z", "--no-renames", fork)
    new = ask(root, "ls-files", "-z", "--others", "--exclude-standard")
    return tuple(sorted({path for path in (listed + new).split("\0") if path}))


def blobs(root: Path, paths: Collection[str]) -> Mapping[str, str]:
    """The ids that git gives to what these files of the work tree hold, committed or not."""
    listed = ask(root, "ls-files", "-z", "--stage").split("\0")
    entries = (entry.partition("\t") for entry in listed if entry)
    staged = {path: head.split()[1] for head, _, path in entries if path in paths}
    touched = ask(root, "ls-files", "-z", "--modified", "--others", "--exclude-standard").split("\0")
    fresh = sorted({path for path in touched if path in paths})
    hashed = ask(root, "hash-object", "--stdin-paths", given="".join(f"{path}\n" for path in fresh)) if fresh else ""
    return staged | dict(zip(fresh, hashed.split(), strict=True))
