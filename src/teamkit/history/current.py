"""What is checked out, and what of it was never on a branch of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Unseen
from teamkit.history.branches import Branch, Flow, branches, flow, newest
from teamkit.history.git import ask, is_bare
from teamkit.history.remotes import fetches_one_branch


@dataclass(frozen=True)
class Ahead:
    """Commits of a lasting branch that its remote lacks and that no other branch has, the newest first."""

    of: Branch
    commits: tuple[str, ...]


@dataclass(frozen=True)
class Current:
    """The team's model, and the checked out branch: None on a detached head.

    `is_committing` says that the next commit changes something there without a merge, and is not the first one of all.
    """

    flow: Flow
    branch: str | None = None
    is_committing: bool = False
    ahead: Ahead | None = None


def current(root: Path, answers: Mapping[str, object]) -> Current | Unseen:
    """What is checked out; `answers` are those of the template. Raises Refusal where git cannot be asked."""
    known = branches(root)
    found = flow(answers, known)
    if not found:
        return Unseen("there is neither develop nor main nor master", "fetch the branches: `git fetch --all`")
    if "branching" not in answers and not found.is_gitflow and fetches_one_branch(root):
        return Unseen("this clone has one branch", "fetch the others: `git fetch --all`")
    name = ask(root, "branch", "--show-current").strip() or None
    if not known or name not in found.lasting or is_bare(root):
        return Current(found, name)
    return Current(found, name, _is_committing(root), _ahead(root, newest(known, name)))


def _is_committing(root: Path) -> bool:
    merging = ask(root, "rev-parse", "--git-path", "MERGE_HEAD").strip()
    return bool(ask(root, "diff", "--cached", "--name-only")) and not (root / merging).exists()


def _ahead(root: Path, of: Branch | None) -> Ahead | None:
    if not (of and of.remote):
        return None
    others = ("--not", "--remotes", f"--exclude={of.name}", "--branches")
    form = ("--first-parent", "--no-merges", "--no-show-signature", "--format=%h %s")
    listed = ask(root, "log", *form, "HEAD", *others, "--").splitlines()
    return Ahead(of, tuple(listed)) if listed else None
