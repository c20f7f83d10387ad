"""What production has and has still to bring back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Refusal, Unseen
from teamkit.history.branches import Branch, Flow, branches, flow, newest
from teamkit.history.crossing import Crossing, crossing
from teamkit.history.git import BlindError, ask, is_shallow
from teamkit.history.graph import reachable
from teamkit.history.remotes import fetches_one_branch

_RELEASE = "release/"


@dataclass(frozen=True)
class Returning:
    """What goes back from production: to develop and to each open release, to nowhere without GitFlow."""

    flow: Flow
    crossings: tuple[Crossing, ...] = ()


def returning(root: Path, answers: Mapping[str, object]) -> Returning | Unseen:
    """What production has and develop or an open release may lack; `answers` are those of the template."""
    if is_shallow(root):
        return Unseen("the history is cut off", "fetch the whole history: `git fetch --unshallow`")
    known = branches(root)
    found = flow(answers, known)
    if found is None:
        return Unseen("there is neither develop nor main nor master", "fetch the branches: `git fetch --all`")
    if found.is_gitflow:
        return _under_gitflow(root, found, known)
    if "branching" not in answers and fetches_one_branch(root):
        return Unseen("this clone has one branch", f"fetch the others: `{_fetching('*')}`")
    return Returning(found)


def _under_gitflow(root: Path, found: Flow, known: tuple[Branch, ...]) -> Returning | Unseen:
    production, develop = newest(known, found.production), newest(known, found.working)
    if not (production and develop):
        name = found.working if production else found.production
        mend = f"fetch it: `{_fetching(name)}`; where there is none, begin it"
        return Unseen(f"the branch {name} is not in this clone", mend)
    try:
        releases = open_releases(root, known, production, develop)
        return Returning(found, tuple(crossing(root, production, to) for to in (develop, *releases)))
    except BlindError as error:
        return error.unseen
    except Refusal as refusal:
        return Unseen(f"git could not read the history ({refusal})", "fetch again: `git fetch --all`")


def _fetching(name: str) -> str:
    return f"git fetch origin '+refs/heads/{name}:refs/remotes/origin/{name}'"


def open_releases(root: Path, known: tuple[Branch, ...], production: Branch, develop: Branch) -> Iterator[Branch]:
    """The releases that left develop after all that production has: an older one was overtaken and is given up."""
    names = sorted({branch.name for branch in known if branch.name.startswith(_RELEASE)})
    releases = [branch for name in names if (branch := newest(known, name))]
    if releases:
        heads = (develop.head, *(release.head for release in releases))
        listed = ask(root, "rev-list", "--parents", *heads, f"^{production.head}").splitlines()
        parents = {name: tuple(rest) for name, *rest in map(str.split, listed)}
        coming = reachable(parents, develop.head)
        yield from (release for release in releases if coming & reachable(parents, release.head))
