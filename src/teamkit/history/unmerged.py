"""What branches have that another one does not, and where they left it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from teamkit.history.git import ask

_BOUNDARY = "-"


@dataclass(frozen=True)
class Commit:
    """A commit with the values of the trailer that was asked for."""

    id: str
    parents: tuple[str, ...]
    author: str
    at: datetime
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unmerged:
    """The commits that the other branch lacks, and those commits of it that they stand on, by their ids."""

    commits: Mapping[str, Commit]
    left: Mapping[str, Commit]

    def of(self, head: str) -> tuple[Commit, ...]:
        """The commits of one branch that the other lacks, the newest first; none where it is merged."""
        return tuple(self.commits[name] for name in self._reached(head) if name in self.commits)

    def fork(self, head: str) -> str | None:
        """The newest commit of the other branch that one stands on; None where it stands on none."""
        stands_on = [self.left[name] for name in self._reached(head) if name in self.left]
        return max(stands_on, key=lambda commit: commit.at).id if stands_on else None

    def _reached(self, head: str) -> Iterable[str]:
        found: dict[str, None] = {}
        waiting = [head]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                waiting += self.commits[name].parents if name in self.commits else ()
        return found


def unmerged(root: Path, heads: Iterable[str], other: str, trailer: str) -> Unmerged:
    """What `heads` have that `other` does not, in one walk. Raises Refusal where one of them is gone."""
    said = f"%(trailers:key={trailer},valueonly,unfold,separator=%x00)"
    form = f"%x01%m%x00%H%x00%P%x00%aN%x00%cI%x00{said}"
    logged = ask(root, "log", "--boundary", "--no-show-signature", f"--format={form}", *heads, "--not", other, "--")
    commits: dict[str, Commit] = {}
    left: dict[str, Commit] = {}
    for entry in logged.split("\x01")[1:]:
        mark, name, parents, author, at, *values = entry.rstrip("\n").split("\0")
        known = left if mark == _BOUNDARY else commits
        known[name] = Commit(
            name, tuple(parents.split()), author, datetime.fromisoformat(at), tuple(filter(None, values))
        )
    return Unmerged(commits, left)
