"""Tells the flow that a repository lives by from branches that are alive, since nobody wrote it down."""

from datetime import timedelta
from pathlib import Path

from teamkit.findings import Refusal, Unseen
from teamkit.history.branches import Branch, Flow, flow, newest
from teamkit.history.git import ask
from teamkit.history.returning import Returning, returning

ALIVE = timedelta(days=90)
_DEFAULTS = ("refs/remotes/origin/HEAD", "HEAD")


def lived(root: Path, known: tuple[Branch, ...]) -> Flow | None:
    """The flow by the names of branches; `develop` counts where people still work on it."""
    found = flow({}, known)
    if not (found and found.is_gitflow) or _is_alive(root, known, found):
        return found
    return Flow(found.production, found.production)


def coming_back(root: Path, known: tuple[Branch, ...]) -> Returning | Unseen:
    """What has to come back to develop, where develop is alive."""
    by_name, by_life = flow({}, known), lived(root, known)
    if by_name and by_name != by_life:
        why = f"{by_name.working} is there beside {by_name.production}, and people do not work on it"
        return Unseen(why, f"delete {by_name.working}, or say which flow this is: docs/how-to/add-the-layer.md")
    return returning(root, {})


def _is_alive(root: Path, known: tuple[Branch, ...], found: Flow) -> bool:
    """Whether a branch has commits as new as production's, and is no side branch of a third one that is the default."""
    working, production = newest(known, found.working), newest(known, found.production)
    default = next(filter(None, (_points_to(root, ref) for ref in _DEFAULTS)), None)
    is_default = default is None or default in found.lasting
    return bool(working and production and is_default and working.at > production.at - ALIVE)


def _points_to(root: Path, ref: str) -> str | None:
    """The name of the branch that a symbolic name stands for."""
    try:
        return ask(root, "symbolic-ref", "--quiet", "--short", ref).strip().removeprefix("origin/") or None
    except Refusal:
        return None
