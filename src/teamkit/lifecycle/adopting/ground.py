"""A checkout of a repository's HEAD in a room, on the branch that is to be delivered."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Refusal
from teamkit.history.commits import Version
from teamkit.history.git import ask
from teamkit.history.objects import versions
from teamkit.lifecycle.adopting.standing import LINK
from teamkit.lifecycle.form import form
from teamkit.lifecycle.proposing import worded
from teamkit.lifecycle.rooms import Room


@dataclass(frozen=True)
class Ground:
    """The room, the commit that it stands on, its tree, and the folder where that is checked out."""

    room: Room
    base: str
    tree: Mapping[str, Version]
    folder: Path

    @contextmanager
    def without_links(self) -> Iterator[Path]:
        """The folder for a moment without symbolic links, through which somebody could write."""
        links = [path for path, version in self.tree.items() if version.mode == LINK]
        for path in links:
            (self.folder / path).unlink()
        yield self.folder
        ask(self.folder, "checkout-index", "--force", "-z", "--stdin", given="".join(f"{path}\0" for path in links))

    def name(self, branch: str) -> None:
        """Be on a branch, in the room alone."""
        self.room.git("update-ref", f"refs/heads/{branch}", self.base)
        ask(self.folder, "symbolic-ref", "HEAD", f"refs/heads/{branch}")

    def commit(self, tree: str, words: str, body: str) -> str:
        """A commit on the base, whose subject has the form that the repository asks for."""
        return self.room.commit(tree, f"{worded(form(self.folder), words, 'chore')}\n\n{body}\n", self.base)

    def deliver(self, commit: str, branch: str) -> bool:
        """Bring a commit into the repository as a branch; False where that has the same change on the same base.

        Raises Refusal for a branch of that name that has another one.
        """
        there = ask(self.room.root, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}").strip()
        if not there:
            self.room.deliver(commit, branch)
        elif self._change(there) != self._change(commit):
            mend = f"look at it, then take it away: git branch --delete --force {branch}"
            raise Refusal(f"the branch {branch} is there and holds something else; {mend}")
        return not there

    def _change(self, commit: str) -> str:
        """The tree of a commit, and the commits that it stands on."""
        return self.room.git("rev-parse", f"{commit}^{{tree}}", f"{commit}^@")


def ground(room: Room) -> Ground:
    """HEAD, checked out. Raises Refusal where nothing is committed."""
    try:
        base = ask(room.root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
    except Refusal:
        raise Refusal("nothing is committed here yet; commit what there is first") from None
    return Ground(room, base, versions(room.root, base), room.checkout("adopted", base))
