"""Small histories of two branches, on which checks of presence prove themselves."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from teamkit.checks.fixtures import TODAY, days_ago
from teamkit.history.branches import Branch, Flow
from teamkit.history.commits import Commit, Version
from teamkit.history.crossing import Change, Crossing
from teamkit.history.patches import Edit, Hunk, Patch
from teamkit.history.returning import Returning

FIX, FILE = "1" * 40, "shop/views.py"
BEFORE, AFTER = "def home():\n    loop()\n", "def home():\n    stop()\n"


def a_branch(name: str) -> Branch:
    """A branch of the usual remote."""
    return Branch(name, "origin", name, "Ada", datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC))


def a_commit(number: str, subject: str = "Stop the loop", **changes: Any) -> Commit:
    """A commit of twelve days ago, whose hash is one digit."""
    return Commit(number * 40, ("0" * 40,), "Ada", days_ago(12), days_ago(12), subject, **changes)


def an_edit(before: str = BEFORE, after: str = AFTER) -> Edit:
    """A file whose lines change as a whole; blobs are named after their content."""
    old, new = before.splitlines(), after.splitlines()
    added, removed = (tuple(line for line in one if line not in other) for one, other in ((new, old), (old, new)))
    hunk = Hunk(added, removed, tuple(new), is_first=True, is_last=True)
    return Edit(FILE, FILE, before, after, mode=None, hunks=(hunk,))


def a_picture(before: str = "old.png", after: str = "new.png") -> Edit:
    """A file without lines."""
    return Edit("logo.png", "logo.png", before, after, mode=None, hunks=())


def lacking(
    edit: Edit, now: str = BEFORE, *meanwhile: Commit, to: str = "develop", patches: Mapping[str, Patch] | None = None
) -> Crossing:
    """A hotfix on production, and how its file reads on a branch `to` which other commits went."""
    fix = Change(a_commit("1"), Patch("fix", (edit,)))
    texts = {text: text for text in (BEFORE, AFTER, edit.after or "", now)}
    here = {edit.path: Version("100644", now)}
    there = {edit.path: Version("100644", edit.after or "")}
    return Crossing(
        *(a_branch("main"), a_branch(to), (fix,)),
        meanwhile=meanwhile,
        patches=patches or {},
        here=here,
        there=there,
        texts=texts,
    )


def gitflow(*crossings: Crossing) -> Returning:
    """What production brings back under GitFlow."""
    return Returning(Flow("main", "develop"), crossings)
