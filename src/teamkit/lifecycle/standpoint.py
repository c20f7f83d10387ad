"""Where a work tree stands: its branch, the ones that last, where it left them, and the others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from teamkit.findings import Refusal, Unseen
from teamkit.history.branches import Branch, branches, flow, newest
from teamkit.history.git import ask, is_shallow
from teamkit.lifecycle.answers import answers

DETACHED = "HEAD"
MERGES = "pull"
"""Where GitHub's checkout keeps the merge of a request, which is nobody's branch."""


@dataclass(frozen=True)
class Standpoint:
    """A branch among others. `fork` is where it left the working branch, `released` where it left production.

    `base` is the one of both that it began on, which it left at the later commit, `begun`.
    """

    own: Branch
    working: Branch
    production: Branch
    fork: str
    released: str
    base: Branch
    begun: str
    others: tuple[Branch, ...]


def standpoint(root: Path) -> Standpoint | Unseen | None:
    """Where the checked out commit stands, or why nobody can tell; None before the first commit of a repository.

    Raises Refusal where git cannot be asked.
    """
    if is_shallow(root):
        return Unseen("this clone is shallow: its history is cut off", "git fetch --unshallow")
    known = branches(root)
    if not known and not ask(root, "rev-list", "--all", "--max-count=1"):
        return None
    lasting = flow(answers(root), known)
    if not lasting:
        return Unseen("there is neither develop nor main nor master", "git fetch origin")
    working, production = newest(known, lasting.working), newest(known, lasting.production)
    if not (working and production):
        lacking = lasting.production if working else lasting.working
        return Unseen(f"the branch {lacking} is not here", f"git fetch origin {lacking}; where there is none, begin it")
    return among(root, known, working, production)


def among(root: Path, known: Collection[Branch], working: Branch, production: Branch) -> Standpoint | Unseen:
    """Where the checked out commit stands, beside branches that are here."""
    own = checked_out(root, known, {working.name, production.name})
    if not own:
        return Unseen("this branch has no commit yet", "commit something")
    fork, released = left(root, own.head, working.head), left(root, own.head, production.head)
    if not (fork and released):
        strange = production if fork else working
        return Unseen(f"this branch has no commit in common with {strange}", f"begin it on {working}")
    is_on_production = fork != released and left(root, fork, released) == fork
    base = (production, released) if is_on_production else (working, fork)
    mine = {own.name, upstream(root, own)}
    others = [branch for branch in known if branch.name != working.name and not {branch.name, branch.ref} & mine]
    return Standpoint(own, working, production, fork, released, *base, tuple(distinct(others)))


def checked_out(root: Path, known: Collection[Branch], lasting: Collection[str]) -> Branch | None:
    """The current branch; on a detached head, as in pipelines, one that ends there or was just merged there."""
    try:
        head, *parents = ask(root, "rev-parse", "HEAD", "HEAD^@").split()
    except Refusal:
        return None
    named = [branch for branch in known if branch.remote != MERGES]
    ending = sorted((branch.name for branch in named if branch.head == head), key=lambda name: name not in lasting)
    merged = (branch.name for branch in named if branch.head in parents[1:] and branch.name not in lasting)
    name = current(root) or next(iter((*ending, *merged)), DETACHED)
    author, at = ask(root, "log", "--max-count=1", "--no-show-signature", "--format=%aN%x00%cI").strip().split("\0")
    return Branch(name, None, head, author, datetime.fromisoformat(at))


def current(root: Path) -> str | None:
    """The name of the current branch; None on a detached head."""
    return ask(root, "branch", "--show-current").strip() or None


def left(root: Path, one: str, other: str) -> str | None:
    """The newest commit that two have in common; None where there is none."""
    try:
        return ask(root, "merge-base", one, other).strip()
    except Refusal:
        return None


def upstream(root: Path, branch: Branch) -> str:
    """The ref that a local branch follows; empty where it follows none."""
    return ask(root, "for-each-ref", "--format=%(upstream)", branch.ref).strip()


def distinct(several: Collection[Branch]) -> list[Branch]:
    """Each line of work once: of a local branch and origin's of that name the newer; origin's where both are equal."""
    heads: dict[str, Branch] = {}
    for branch in sorted(several, key=lambda each: each.remote is None):
        heads.setdefault(branch.head, branch)
    names: dict[tuple[str, str], Branch] = {}
    for branch in sorted(heads.values(), key=lambda each: each.at, reverse=True):
        names.setdefault((branch.remote or "origin", branch.name), branch)
    return list(names.values())
