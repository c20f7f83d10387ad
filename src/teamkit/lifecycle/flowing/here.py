"""Where a clone stands among the branches of its team."""

from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Refusal
from teamkit.history.branches import Branch, Flow, branches, flow
from teamkit.history.git import ask, is_bare, is_shallow
from teamkit.history.tree import tracked
from teamkit.lifecycle.answers import answers
from teamkit.lifecycle.flowing.commands import git
from teamkit.lifecycle.standpoint import current
from teamkit.team.calling import call


@dataclass(frozen=True)
class Here:
    """A clone: its flow, its branches, the remote that the team shares, and the branch that is checked out.

    `call` are the words before a command of this tool; `silence` says why the remote did not answer.
    """

    root: Path
    flow: Flow
    known: tuple[Branch, ...]
    remote: str | None
    current: str | None
    call: str
    silence: str = ""

    def own(self, name: str) -> Branch | None:
        """The local branch of a name."""
        return next((branch for branch in self.known if branch.name == name and branch.remote is None), None)

    def theirs(self, name: str) -> Branch | None:
        """The branch of a name that the team shares."""
        return next((branch for branch in self.known if branch.name == name and branch.remote == self.remote), None)

    def newest(self, name: str) -> Branch:
        """The branch of a name as the team has it, else the local one. Raises Refusal for none."""
        found = self.theirs(name) or self.own(name)
        if not found:
            raise Refusal(f"there is no branch {name} here; see those that there are: git branch --all")
        return found

    @property
    def production(self) -> Branch:
        """What production runs."""
        return self.newest(self.flow.production)

    @property
    def working(self) -> Branch:
        """What changes go to."""
        return self.newest(self.flow.working)

    @property
    def shared(self) -> str:
        """The remote. Raises Refusal for none."""
        return required(self.remote)

    def uncommitted(self, branch: str) -> int:
        """How many files hold what no commit of a branch does."""
        if self.current != branch:
            return 0
        return len(ask(self.root, "status", "--porcelain", "--untracked-files=all").splitlines())

    def names(self, prefix: str) -> tuple[str, ...]:
        """The branches below a name, wherever they are."""
        return tuple(sorted({branch.name for branch in self.known if branch.name.startswith(prefix)}))


def here(root: Path) -> Here:
    """Where a clone stands, after a fetch. Raises Refusal where nobody can begin anything."""
    _refuse_partial(root)
    remote = remote_of(root)
    silence = _fetched(root, remote) if remote else ""
    known = branches(root)
    found = flow(answers(root), known)
    if not found:
        raise Refusal("there is neither develop nor main nor master; begin one: git switch --create main")
    return Here(root, found, known, remote, current(root), call(tracked(root)), silence)


def heard(place: Here) -> Here:
    """The same place. Raises Refusal where there is no remote, or it did not answer."""
    if place.shared and place.silence:
        raise Refusal(f"{place.remote} did not answer: {place.silence}")
    return place


def _refuse_partial(root: Path) -> None:
    if is_bare(root):
        raise Refusal("this is a bare clone, which has no files; clone it without --bare")
    if is_shallow(root):
        raise Refusal("the history is cut off; fetch all of it: git fetch --unshallow")


def required(remote: str | None) -> str:
    """A remote. Raises Refusal for none."""
    if not remote:
        raise Refusal("there is no remote to push to; add one: git remote add origin URL")
    return remote


def remote_of(root: Path) -> str | None:
    """The remote that the team shares; None for none. Raises Refusal where nobody can tell which one that is."""
    names = ask(root, "remote").split()
    if len(names) > 1 and "origin" not in names:
        mend = f"name the one that the team shares: git remote rename {names[0]} origin"
        raise Refusal(f"there are several remotes ({', '.join(names)}), and none is origin; {mend}")
    return "origin" if "origin" in names else next(iter(names), None)


def _fetched(root: Path, remote: str) -> str:
    """Every branch of a remote, also where a clone was made of one; what to say where it does not answer."""
    try:
        git(root, "fetch", "--quiet", "--prune", remote, f"+refs/heads/*:refs/remotes/{remote}/*")
    except Refusal as refusal:
        return str(refusal)
    return ""
