"""The branches of a repository: which there are, and which of them production and the next version live on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from teamkit.history.git import ask

_FORM = "%(refname)%00%(objectname)%00%(authorname)%00%(committerdate:iso-strict)%00%(symref)"


@dataclass(frozen=True)
class Branch:
    """A local branch (`remote` is None) or one of a remote, with the author and the date of its newest commit."""

    name: str
    remote: str | None
    head: str
    author: str
    at: datetime

    @property
    def ref(self) -> str:
        """The name that git understands without doubt."""
        return f"refs/remotes/{self.remote}/{self.name}" if self.remote else f"refs/heads/{self.name}"

    def __str__(self) -> str:
        """The name that people type."""
        return f"{self.remote}/{self.name}" if self.remote else self.name


@dataclass(frozen=True)
class Flow:
    """The branch that production runs and the one that changes go to: two under GitFlow, the same one otherwise."""

    production: str
    working: str

    @property
    def is_gitflow(self) -> bool:
        """Whether a version leaves one lasting branch and reaches another."""
        return self.production != self.working

    @property
    def lasting(self) -> tuple[str, ...]:
        """The branches that no request takes away."""
        return (self.working, self.production) if self.is_gitflow else (self.production,)


def branches(root: Path) -> tuple[Branch, ...]:
    """Every local and remote branch, the newest first."""
    listed = ask(root, "for-each-ref", "--sort=-committerdate", f"--format={_FORM}", "refs/heads", "refs/remotes")
    rows = (line.split("\0") for line in listed.split("\n")[:-1])
    return tuple(_branch(*row[:4]) for row in rows if not row[4])


def _branch(ref: str, head: str, author: str, at: str) -> Branch:
    _, kind, rest = ref.split("/", 2)
    remote, name = (None, rest) if kind == "heads" else rest.split("/", 1)
    return Branch(name, remote, head, author, datetime.fromisoformat(at))


def flow(answers: Mapping[str, object], known: tuple[Branch, ...]) -> Flow | None:
    """The flow of a repository: from the template's answers where there are some, else from its branches' names.

    Without answers, `develop` beside main or master means GitFlow; None where none of these branches is there.
    """
    names = {branch.name for branch in known}
    lasting = next((name for name in ("main", "master", "develop") if name in names), None)
    production = str(answers.get("production_branch") or lasting or "")
    if not production:
        return None
    is_gitflow = answers["branching"] == "gitflow" if "branching" in answers else "develop" in names
    return Flow(production, "develop" if is_gitflow else production)


def newest(known: tuple[Branch, ...], name: str) -> Branch | None:
    """The branch of that name that pipelines and colleagues see: the remote's, origin's first, else the local one."""
    found = [branch for branch in known if branch.name == name]
    order = {"origin": 0, None: 2}
    return min(found, key=lambda branch: order.get(branch.remote, 1), default=None)
