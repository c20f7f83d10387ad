"""The work beside a branch's own line: what the line took in by merges, and what is open."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from teamkit.history.branches import Branch
from teamkit.history.containing import Logged, first_containing, logged
from teamkit.history.graph import mainline, reachable
from teamkit.history.sizes import Size, sizes
from teamkit.history.tagged import tags

_OF_A_BRANCH = re.compile(r"Merge (?:remote-tracking )?branch '(?:origin/)?(?P<name>[^']+)'")
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Side:
    """Commits beside a line: who wrote them, since the earliest author date, and the lines that come and go in all.

    `merged` is when the line took them in, None of those that are open. `name` is a branch, or the subject of a merge.
    """

    name: str
    authors: frozenset[str]
    began: datetime
    merged: datetime | None
    lines: int


@dataclass(frozen=True)
class Sides:
    """What a line took in by merges, what is open beside it, and who wrote each commit that landed on it directly."""

    merged: tuple[Side, ...]
    open: tuple[Side, ...]
    direct: tuple[str, ...]


@dataclass(frozen=True)
class _Found:
    """A side whose lines are not counted yet: its head, the commit that this is held against, and who wrote what."""

    name: str
    head: str
    base: str
    written: Sequence[Logged]
    merged: datetime | None = None


def sides(
    root: Path, line: Sequence[Logged], lasting: Collection[Branch], others: Collection[Branch], since: datetime
) -> Sides:
    """What landed on a branch's own line since an instant, and which of the other branches are open, in one walk.

    `line` has its newest commit first. Open is what neither it nor a lasting branch contains. A branch from which a
    version was tagged lasts too, and one that has no commit in common with it is another story. Raises Refusal where
    git lacks something.
    """
    number = max((place for place, each in enumerate(line, 1) if each.committed >= since), default=0)
    steps, before = line[:number], line[number : number + 1]
    heads = (line[0].hash, *(each.head for each in (*lasting, *others)))
    known = {each.hash: each for each in line}
    known.update(logged(root, heads, (each.hash for each in before)))
    beside = _Beside(known, line[0].hash, lasting)
    merged = tuple(beside.merged(steps, before))
    apart = tuple(beside.apart(others, {each.commit for each in tags(root)}))
    measured = sizes(root, {each.head: each.base for each in (*merged, *apart)})
    return Sides(
        tuple(_side(each, measured[each.head]) for each in merged),
        tuple(_side(each, measured[each.head]) for each in apart),
        tuple(each.author for each in steps if len(each.parents) < 2),
    )


class _Beside:
    """What stands beside a branch's own line, among commits that are known."""

    def __init__(self, known: Mapping[str, Logged], head: str, lasting: Collection[Branch]) -> None:
        self._known = known
        self._parents = {name: each.parents for name, each in known.items()}
        ends = (head, *(each.head for each in lasting))
        landed = frozenset[str]().union(*(reachable(self._parents, name) for name in ends))
        self._apart = {name: parents for name, parents in self._parents.items() if name not in landed}
        self._names = {each.name for each in lasting}
        self._lines = {name for each in lasting for name in mainline(self._parents, each.head)}

    def merged(self, steps: Sequence[Logged], before: Sequence[Logged]) -> Iterator[_Found]:
        """What each merge was the first to bring, unless it took in a lasting branch; `before` had what is older."""
        brought: dict[str, list[str]] = defaultdict(list)
        in_turn = [each.hash for each in (*before, *reversed(steps))]
        for name, step in first_containing(self._parents, in_turn).items():
            brought[step].append(name)
        for merge in steps:
            written = self._written(name for name in brought[merge.hash] if name != merge.hash)
            if written and not self._is_of_lasting(merge):
                yield _Found(merge.subject, merge.hash, merge.parents[0], written, merge.committed)

    def apart(self, branches: Iterable[Branch], versions: Set[str]) -> Iterator[_Found]:
        """The branches that no lasting one contains, but those from which a version was tagged."""
        for branch in branches:
            own = reachable(self._apart, branch.head)
            written, base = self._written(own), self._base(own)
            if written and base and not own & versions:
                yield _Found(branch.name, branch.head, base, written)

    def _base(self, own: Set[str]) -> str | None:
        """The newest of the other commits on which these stand; None where they stand on none."""
        bases = {parent for name in own for parent in self._apart[name]} - own
        return max(bases, key=self._committed, default=None)

    def _committed(self, name: str) -> datetime:
        """When a commit was made; of one that landed beside the line before all of this nobody knows."""
        return self._known[name].committed if name in self._known else _NEVER

    def _written(self, names: Iterable[str]) -> Sequence[Logged]:
        """Those of these commits that are no merges."""
        return [each for name in names if len((each := self._known[name]).parents) < 2]

    def _is_of_lasting(self, merge: Logged) -> bool:
        """Whether a merge took in a lasting branch, as when production comes back or somebody pulls."""
        said = _OF_A_BRANCH.match(merge.subject)
        return bool(said and said["name"] in self._names) or not self._lines.isdisjoint(merge.parents[1:])


def _side(found: _Found, size: Size) -> Side:
    began = min(each.authored for each in found.written)
    authors = frozenset(each.author for each in found.written)
    return Side(found.name, authors, min(began, found.merged or began), found.merged, size.lines)
