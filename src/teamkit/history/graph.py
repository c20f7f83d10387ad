"""Who descends from whom, among commits whose parents are known."""

from collections.abc import Iterator, Mapping

type Parents = Mapping[str, tuple[str, ...]]


def reachable(parents: Parents, start: str) -> frozenset[str]:
    """A commit and all its ancestors that are known."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in parents and name not in found:
            found.add(name)
            waiting += parents[name]
    return frozenset(found)


def mainline(parents: Parents, start: str) -> Iterator[str]:
    """A commit and its first parents; the last one is the first that is not known."""
    name: str | None = start
    while name:
        yield name
        name = next(iter(parents.get(name, ())), None)
