"""Reads where everything of a repository stands."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from teamkit.checks.standing.facts import Line, Standing
from teamkit.findings import Refusal, Unseen
from teamkit.forges.addresses import parse
from teamkit.history.branches import Branch, branches, flow, newest
from teamkit.history.git import is_shallow
from teamkit.history.remotes import remotes
from teamkit.history.returning import returning
from teamkit.history.signing import me
from teamkit.history.versions import newest_version
from teamkit.history.words import Person
from teamkit.lifecycle.answers import answers
from teamkit.lifecycle.asking import answer
from teamkit.lifecycle.flowing.counting import counted
from teamkit.lifecycle.standpoint import MERGES, current
from teamkit.team.model import Team
from teamkit.team.reading import TEAM_FILE, read_team


def look(root: Path, now: datetime) -> Standing:
    """What git and, with a token, the forge tell. Raises Refusal where git or team.yml cannot be read."""
    team = read_team(root) if (root / TEAM_FILE).exists() else Team()
    known = tuple(branch for branch in branches(root) if branch.remote != MERGES)
    given = answers(root)
    lasting = flow(given, known)
    production = newest(known, lasting.production) if lasting else None
    seen = Standing(
        now,
        team,
        me=identity(root),
        flow=lasting,
        production=production,
        working=newest(known, lasting.working) if lasting else None,
        version=newest_version(root, production.head) if production else None,
        returning=returning(root, given),
        requests=answer(root, team, lambda forge: forge.open_requests()),
        repositories=frozenset(address.path.casefold() for address in map(parse, remotes(root)) if address),
    )
    is_cut = is_shallow(root)
    seen = replace(seen, lines=tuple(lines(root, seen, known)), unseen=tuple(unseen(seen, known, is_cut=is_cut)))
    return seen if is_cut else counted(root, seen)


def identity(root: Path) -> Person | None:
    """Who asks; None where git does not know."""
    try:
        name, _, email = me(root).removesuffix(">").partition(" <")
    except Refusal:
        return None
    return Person(name, email)


def lines(root: Path, seen: Standing, known: Collection[Branch]) -> Iterator[Line]:
    """The branches that do not last, each name once: the newer where it is here and on a remote."""
    lasting = {seen.flow.production, seen.flow.working} if seen.flow else set()
    shared = {branch.name for branch in known if branch.remote}
    here = current(root)
    found: dict[str, Branch] = {}
    for branch in sorted(known, key=lambda each: (each.remote is None, each.remote != "origin")):
        if branch.name not in found or branch.at > found[branch.name].at:
            found[branch.name] = branch
    for branch in sorted(found.values(), key=lambda each: each.at, reverse=True):
        if branch.name not in lasting:
            is_pushed = not shared or branch.name in shared
            yield Line(branch, Person(branch.author, ""), is_here=branch.name == here, is_pushed=is_pushed)


def unseen(seen: Standing, known: Collection[Branch], *, is_cut: bool) -> Iterator[Unseen]:
    """What nobody can look at in this clone, and how it comes here."""
    if not known:
        yield Unseen("there is no commit yet", "commit something")
    elif seen.flow is None:
        yield Unseen("there is neither develop nor main nor master", "fetch the branches: git fetch --all")
    else:
        places = {seen.flow.production: seen.production, seen.flow.working: seen.working}
        for name in (name for name, branch in places.items() if branch is None):
            yield Unseen(f"the branch {name} is not in this clone", f"git fetch origin {name}, or begin it")
    if is_cut:
        yield Unseen("this clone is shallow, so nobody counted commits", "git fetch --unshallow")
