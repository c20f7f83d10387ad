"""What production received by no merge."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Refusal, Unseen
from teamkit.history.branches import branches, flow, newest
from teamkit.history.git import ask, is_shallow

_VERSIONS = ("--match", "v[0-9]*.[0-9]*", "--match", "[0-9]*.[0-9]*")


@dataclass(frozen=True)
class Received:
    """Commits on the remote's production that no merge brought, the newest first, and since when they were looked for.

    None under GitHub flow, where nobody can tell a squashed request from a direct commit.
    """

    production: str
    commits: tuple[str, ...] = ()
    since: str = ""


def received(root: Path, answers: Mapping[str, object], rules: str) -> Received | Unseen:
    """What production received since its newest version, before the first one since the file of `rules` reached it."""
    if is_shallow(root):
        return Unseen("the history is cut off", "fetch the whole history: `git fetch --unshallow`")
    known = branches(root)
    found = flow(answers, known)
    production = newest(known, found.production) if found else None
    if not (found and production):
        return Unseen("production is not in this clone", "fetch the branches: `git fetch --all`")
    since = _version(root, production.ref) or _arrival(root, production.ref, rules)
    if not (found.is_gitflow and production.remote and since):
        return Received(str(production))
    form = ("--first-parent", "--no-merges", "--no-show-signature", "--format=%h %s (%aN)")
    commits = ask(root, "log", *form, f"{since}..{production.ref}", "--").splitlines()
    return Received(str(production), tuple(commits), since)


def _version(root: Path, production: str) -> str | None:
    try:
        return ask(root, "describe", "--tags", "--first-parent", "--abbrev=0", *_VERSIONS, production).strip()
    except Refusal:
        return None


def _arrival(root: Path, production: str, rules: str) -> str | None:
    added = ("--first-parent", "--diff-filter=A", "--no-show-signature", "--format=%h")
    return next(reversed(ask(root, "log", *added, production, "--", rules).split()), None)
