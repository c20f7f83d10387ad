"""What merging two versions of a folder gives, file by file."""

from collections.abc import Mapping


def united(
    fork: Mapping[str, str], one: Mapping[str, str], other: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The blobs of both by their paths, with one's version of what both changed since `fork`; and these paths."""
    whole: dict[str, str] = {}
    conflicting = []
    for path in sorted({*fork, *one, *other}):
        before, mine, theirs = fork.get(path), one.get(path), other.get(path)
        if before not in {mine, theirs} and mine != theirs:
            conflicting.append(path)
        blob = theirs if mine == before else mine
        if blob:
            whole[path] = blob
    return whole, tuple(conflicting)
