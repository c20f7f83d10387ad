"""Announce a migration before it is written: an empty commit on the current branch says so."""

import difflib
from pathlib import Path

from teamkit.findings import Refusal
from teamkit.history.branches import branches, flow
from teamkit.history.git import ask
from teamkit.history.tree import tracked
from teamkit.lifecycle.answers import answers
from teamkit.lifecycle.checkout import Checkout
from teamkit.lifecycle.standpoint import current
from teamkit.migrations.intents import message

UNDER_WAY = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
}


def planned(root: Path, app: str, words: str) -> str:
    """The message of the commit that announces a migration. Raises Refusal where it would not be heard, or be wrong."""
    said = " ".join(words.split())
    if not said:
        raise Refusal('say what is to come: teamkit migrations announce APP "adding a field to User"')
    _refuse_halfway(root)
    _refuse_here(root)
    _refuse_unknown(root, app)
    return message(app, said)


def announce(root: Path, text: str) -> None:
    """Commit a planned message alone: what is staged stays so. Raises Refusal where git or a hook refuses."""
    ask(root, "commit", "--quiet", "--allow-empty", "--only", "--file=-", given=text)


def _refuse_halfway(root: Path) -> None:
    asked = [word for name in UNDER_WAY for word in ("--git-path", name)]
    for path, work in zip(ask(root, "rev-parse", *asked).splitlines(), UNDER_WAY.values(), strict=True):
        if (root / path).exists():
            raise Refusal(f"a {work} is under way; finish it, or give it up: git {work} --abort")


def _refuse_here(root: Path) -> None:
    branch = current(root)
    known = branches(root)
    lasting = flow(answers(root), known)
    if not branch:
        raise Refusal("no branch is checked out; begin one: git switch --create feature/short-words")
    if not known or (lasting and branch in {lasting.working, lasting.production}):
        raise Refusal(f'"{branch}" takes no announcements; begin a branch: git switch --create feature/short-words')


def _refuse_unknown(root: Path, app: str) -> None:
    tree = tracked(root)
    packages = Checkout(root, tree).packages
    folders = (path.removesuffix("/apps.py") for path in tree if path.endswith("/apps.py"))
    known = {*packages.files(tree).values(), *(packages.labels.get(each, each.rpartition("/")[2]) for each in folders)}
    if app not in known:
        nearest = difflib.get_close_matches(app, sorted(known), n=1)
        hint = f"did you mean {nearest[0]}?" if nearest else f"known: {', '.join(sorted(known)) or 'none'}"
        raise Refusal(f'"{app}" is no app of this repository; {hint}')
