"""Counts what branches have that others lack, for all of them in one walk through their history."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from pathlib import Path

from teamkit.checks.standing.facts import Line, Standing, Step
from teamkit.history.branches import Branch
from teamkit.history.distances import apart, lacking
from teamkit.history.graph import mainline, reachable
from teamkit.history.kinds import kind_of
from teamkit.history.words import words


def counted(root: Path, seen: Standing) -> Standing:
    """What was seen, with how far branches are apart, their authors, and the steps of those that last."""
    counting = _Counting(root, seen)
    since, coming = counting.since(), counting.coming()
    latest = {line.branch.name: counting.latest(line.branch.head) for line in seen.lines}
    said = words(root, {*latest.values(), *(since or ()), *(coming or ())})

    def steps(names: Iterable[str] | None) -> tuple[Step, ...] | None:
        return None if names is None else tuple(Step(name, said[name], counting.is_merge(name)) for name in names)

    lines = (replace(line, author=said[latest[line.branch.name]].author) for line in seen.lines)
    return replace(seen, lines=counting.held(tuple(lines)), since=steps(since), coming=steps(coming))


class _Counting:
    """The commits that not all branches share. Those that it does not know, every branch has."""

    def __init__(self, root: Path, seen: Standing) -> None:
        self._seen = seen
        self._lasting = {branch.name: branch for branch in (seen.production, seen.working) if branch}
        branches = (*self._lasting.values(), *(line.branch for line in seen.lines))
        heads = [branch.head for branch in sorted(branches, key=lambda branch: branch.at, reverse=True)]
        self._parents = apart(root, (*heads, *([seen.version.commit] if seen.version else [])))
        self._reached = {name: reachable(self._parents, branch.head) for name, branch in self._lasting.items()}

    def since(self) -> tuple[str, ...] | None:
        """The steps of production after its version."""
        seen = self._seen
        if not (seen.production and seen.version):
            return None
        return tuple(self._line(seen.production.head, reachable(self._parents, seen.version.commit)))

    def coming(self) -> tuple[str, ...] | None:
        """The steps that the next version has so far."""
        seen = self._seen
        if not (seen.production and seen.working):
            return None
        if seen.production == seen.working:
            return self.since()
        return tuple(self._line(seen.working.head, self._reached[seen.production.name]))

    def is_merge(self, name: str) -> bool:
        """Whether a commit that is known has several parents."""
        return len(self._parents[name]) > 1

    def latest(self, head: str) -> str:
        """The newest commit of a branch's own that is no merge, else its head."""
        own = self._until(head, self._reached.values())
        return next((name for name in own if not self.is_merge(name)), head)

    def held(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Branches with their distances from those that they begin on."""
        bases = {line.branch.head: base for line in lines if (base := self._base(line.branch.name))}
        pairs = {(head, base.head) for head, base in bases.items()}
        numbers = lacking(self._parents, pairs | {(base, head) for head, base in pairs})
        return tuple(self._held(line, bases.get(line.branch.head), numbers) for line in lines)

    def _held(self, line: Line, base: Branch | None, numbers: Mapping[tuple[str, str], int]) -> Line:
        if base is None:
            return line
        head = line.branch.head
        is_merged = head not in self._parents or any(head in reached for reached in self._reached.values())
        ahead, behind = numbers[head, base.head], numbers[base.head, head]
        return replace(line, base=str(base), ahead=ahead, behind=behind, is_merged=is_merged)

    def _base(self, name: str) -> Branch | None:
        """The lasting branch that one of its kind begins on, where that is here."""
        flow = self._seen.flow
        kind = kind_of(flow, name) if flow else None
        begins = kind.begins if kind else flow.working if flow else ""
        return self._lasting.get(begins)

    def _line(self, head: str, without: Set[str]) -> Iterator[str]:
        """The first parents of a head that others lack, but for merges that bring nothing which those lack."""
        for name in self._until(head, [without]):
            brought = (other for other in self._parents[name][1:] if other in self._parents and other not in without)
            if not self.is_merge(name) or any(brought):
                yield name

    def _until(self, head: str, without: Iterable[Set[str]]) -> Iterator[str]:
        """The first parents of a head, as far as they are its own."""
        for name in mainline(self._parents, head):
            if name not in self._parents or any(name in reached for reached in without):
                return
            yield name
