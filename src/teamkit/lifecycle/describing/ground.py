"""Where a change begins, and which files it touches."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Refusal, Unseen
from teamkit.forges.pipelines import UnderTest
from teamkit.history.branches import Branch, branches, flow, newest
from teamkit.history.differences import Difference, differences
from teamkit.history.git import ask, is_shallow
from teamkit.lifecycle.answers import answers
from teamkit.lifecycle.standpoint import current, left

_RELEASE = "release/"


@dataclass(frozen=True)
class Ground:
    """A change: the commit on `target` that it began on, its last one, and how the files of both differ.

    `source` is the branch that it is on, None where nobody can tell, and `number` that of the request under test.
    """

    source: str | None
    number: int | None
    target: Branch
    begun: str
    head: str
    files: tuple[Difference, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that the change touches."""
        return tuple(each.path for each in self.files)

    @property
    def added(self) -> frozenset[str]:
        """The paths that are new."""
        return frozenset(each.path for each in self.files if not each.before)


def ground(root: Path, under_test: UnderTest | None) -> Ground | Unseen:
    """What the checked out commit changes: against the target of the request under test, else where it began.

    Raises Refusal on a branch that lasts, which is nobody's change.
    """
    if is_shallow(root):
        return Unseen("this clone is shallow: its history is cut off", "git fetch --unshallow")
    source = under_test.source if under_test else current(root)
    found = _target(root, source, under_test)
    if isinstance(found, Unseen):
        return found
    target, begun = found
    head = ask(root, "rev-parse", "HEAD").strip()
    number = under_test.number if under_test else None
    return Ground(source, number, target, begun, head, differences(root, {head: begun})[head])


def _target(root: Path, source: str | None, under_test: UnderTest | None) -> tuple[Branch, str] | Unseen:
    """The branch that a change goes to, and the commit where it left that."""
    known = branches(root)
    if under_test:
        names = [under_test.target]
    else:
        lasting = flow(answers(root), known)
        if not lasting:
            return Unseen("there is neither develop nor main nor master", "git fetch origin")
        if source in {lasting.working, lasting.production}:
            raise Refusal(f"{source} is no request; change to its branch: git switch feature/short-words")
        releases = sorted({each.name for each in known if each.name.startswith(_RELEASE)} - {source})
        names = list(dict.fromkeys((lasting.working, lasting.production, *releases)))
    targets = [branch for name in names if (branch := newest(known, name))]
    return _nearest(root, targets) or Unseen(
        f"this commit has nothing in common with {' or '.join(names[:2])} here", f"git fetch origin {names[0]}"
    )


def _nearest(root: Path, targets: list[Branch]) -> tuple[Branch, str] | None:
    """Of several branches the one that a change left last, the first of those that it left at the same commit."""
    ways = list(_ways(root, targets))
    return min(ways, key=lambda way: way[0])[1:] if ways else None


def _ways(root: Path, targets: list[Branch]) -> Iterator[tuple[int, Branch, str]]:
    """Each branch with the commit where the change left it, and how many the change has since."""
    for target in targets:
        begun = left(root, "HEAD", target.head)
        if begun:
            yield int(ask(root, "rev-list", "--count", f"{begun}..HEAD")), target, begun
