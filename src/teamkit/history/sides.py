"""The work beside a branch's own line: what the line took in by merges, and what is open."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from teamkit.history.branches import Branch
from teamkit.history.containing import Logged, first_containing, logged
from teamkit.history.git import ask
from teamkit.history.graph import mainline, reachable
from teamkit.history.moments import moment
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


def sides(root: Path, head: str, lasting: Collection[Branch], others: Collection[Branch], since: datetime) -> Sides:
    """What landed on the own line of a head since an instant, and which of the other branches are open, in one walk.

    Open is what no lasting branch contains. A branch from which a version was tagged lasts too, and one that has no
    commit in common with them is another story. Raises Refusal where git lacks something.
    """
    line, before = _line(root, head, since)
    commits = logged(root, [head, *(each.head for each in (*lasting, *others))], before[-1:])
    beside = _Beside(commits, before, line, lasting)
    merged = tuple(beside.merged())
    apart = tuple(beside.apart(others, {each.commit for each in tags(root)}))
    known = sizes(root, {each.head: each.base for each in (*merged, *apart)})
    direct = (commits[name] for name in line if len(commits[name].parents) < 2)
    return Sides(
        tuple(_side(each, known[each.head]) for each in merged),
        tuple(_side(each, known[each.head]) for each in apart),
        tuple(each.author for each in direct),
    )


def _line(root: Path, head: str, since: datetime) -> tuple[Sequence[str], Sequence[str]]:
    """The commits of the own line of a head since an instant, and those before them, the oldest first."""
    listed = ask(root, "rev-list", "--first-parent", "--reverse", "--timestamp", head).splitlines()
    times, names = zip(*map(str.split, listed), strict=True)
    first = next((place for place, at in enumerate(times) if moment(at) >= since), len(names))
    return names[first:], names[:first]


class _Beside:
    """What stands beside a line, among the commits that the line before it does not contain."""

    def __init__(
        self, commits: Mapping[str, Logged], before: Sequence[str], line: Sequence[str], lasting: Collection[Branch]
    ) -> None:
        self._commits = commits
        self._places = {name: place for place, name in enumerate(before)}
        self._line = line
        self._parents = {name: each.parents for name, each in commits.items()}
        ends = (*line[-1:], *(each.head for each in lasting))
        landed = frozenset[str]().union(*(reachable(self._parents, name) for name in ends))
        self._apart = {name: parents for name, parents in self._parents.items() if name not in landed}
        self._names = {each.name for each in lasting}
        self._lines = {name for each in lasting for name in mainline(self._parents, each.head)}

    def merged(self) -> Iterator[_Found]:
        """What each merge of the line was the first to bring, unless it took in a lasting branch."""
        brought: dict[str, list[str]] = defaultdict(list)
        for name, step in first_containing(self._parents, self._line).items():
            brought[step].append(name)
        for step in self._line:
            merge, written = self._commits[step], self._written(name for name in brought[step] if name != step)
            if written and not self._is_of_lasting(merge):
                yield _Found(merge.subject, step, merge.parents[0], written, merge.committed)

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
        return max(bases, key=self._order, default=None)

    def _order(self, name: str) -> tuple[datetime, int]:
        """Commits by when they were made, after those of the line before, which are known by their places alone."""
        return self._commits[name].committed if name in self._commits else _NEVER, self._places.get(name, -1)

    def _written(self, names: Iterable[str]) -> Sequence[Logged]:
        """Those of these commits that are no merges."""
        return [each for name in names if len((each := self._commits[name]).parents) < 2]

    def _is_of_lasting(self, merge: Logged) -> bool:
        """Whether a merge took in a lasting branch, as when production comes back or somebody pulls."""
        said = _OF_A_BRANCH.match(merge.subject)
        return bool(said and said["name"] in self._names) or not self._lines.isdisjoint(merge.parents[1:])


def _side(found: _Found, size: Size) -> Side:
    began = min(each.authored for each in found.written)
    authors = frozenset(each.author for each in found.written)
    return Side(found.name, authors, min(began, found.merged or began), found.merged, size.lines)
