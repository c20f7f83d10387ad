"""Gather what the checks look at from a repository."""

import os
from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from teamkit.checks.facts import Facts
from teamkit.checks.migrating.facts import Migrations
from teamkit.findings import Refusal, Unseen
from teamkit.forges.pipelines import under_test
from teamkit.history.branches import branches, flow, newest
from teamkit.history.current import current
from teamkit.history.git import is_bare
from teamkit.history.received import received
from teamkit.history.returning import returning
from teamkit.history.touches import began, touches
from teamkit.history.tree import tracked
from teamkit.lifecycle import asking
from teamkit.lifecycle.answers import answers
from teamkit.lifecycle.checkout import Checkout
from teamkit.lifecycle.messages import messages
from teamkit.lifecycle.migrating import migrations
from teamkit.lifecycle.protecting import protection
from teamkit.lifecycle.schema import schema
from teamkit.migrations.packages import PLAIN
from teamkit.publish.documents import Document, documents
from teamkit.publish.writing import plan
from teamkit.team.authors import author_of
from teamkit.team.owning import Ownership
from teamkit.team.reading import TEAM_FILE, lines, parse, team_of, text_of

NO_FILES = Unseen("this is a bare clone, which has no files", "clone it without --bare")


def look(root: Path, today: date, needs: Collection[str]) -> Facts:
    """The facts of a repository on a day that `needs` names; the others keep their defaults.

    Raises Refusal where git or team.yml cannot be read; without the need of a team a missing team.yml is an empty one.
    """
    text = text_of(root / TEAM_FILE) if "team" in needs or (root / TEAM_FILE).exists() else ""
    team = team_of(text)
    has_files = not is_bare(root)
    tree = tracked(root) if has_files else ()
    checkout, request = Checkout(root, tree), under_test(os.environ)
    gather: dict[str, Callable[[], Any]] = {
        "stale": lambda: stale(root, documents(team, tree)),
        "access": lambda: asking.access(root, team),
        "requests": lambda: asking.requests(root, team),
        "began": lambda: began(root),
        "migrations": lambda: migrations(checkout, today) if has_files else Migrations((), PLAIN, NO_FILES),
        "touches": lambda: touches(root, Ownership(team).areas, author_of(team), today),
        "current": lambda: current(root, answers(root)),
        "messages": lambda: messages(checkout, request.target if request else None),
        "received": lambda: received(root, answers(root), TEAM_FILE),
        "returning": lambda: returning(root, answers(root)),
        "schema": lambda: schema(checkout) if has_files else NO_FILES,
        "protection": lambda: protection(root, team),
        "under_test": lambda: request,
        "tested": lambda: asking.tested(root, team, request),
    }
    gathered = {need: gather[need]() for need in gather if need in needs}
    return Facts(team=team, tree=tree, today=today, lines=lines(parse(text)), **gathered)


def stale(root: Path, expected: Iterable[Document]) -> tuple[str, ...]:
    """The generated paths that differ from what they should say, those that somebody wrote by hand included."""
    files: dict[str, list[Document]] = {}
    for document in expected:
        files.setdefault(document.path, []).append(document)
    return tuple(path for path, parts in files.items() if not is_current(root, parts))


def is_current(root: Path, parts: Iterable[Document]) -> bool:
    """Whether a generated file says what it should in all its parts."""
    try:
        return not plan(root, parts)
    except Refusal:
        return False


def working_branch(root: Path) -> str:
    """The branch that changes go to, as git knows it here. Raises Refusal for none."""
    known = branches(root)
    lasting = flow(answers(root), known)
    found = newest(known, lasting.working) if lasting else None
    if not found:
        raise Refusal("there is neither develop nor main nor master; name the base: teamkit who --changed BASE")
    return str(found)
