"""Finds what stands between here and the next release."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from teamkit.checks.presence.judging import Fate, Judgement, judgements
from teamkit.checks.standing.facts import Standing
from teamkit.checks.standing.people import Actor, People
from teamkit.checks.standing.rows import Place, Row
from teamkit.checks.standing.stages import Stage
from teamkit.findings import State
from teamkit.history.crossing import Crossing
from teamkit.history.returning import Returning
from teamkit.history.words import Person

SHOWN = 3


@dataclass(frozen=True)
class Block:
    """One obstacle: what it is, who is to act, and the command or the address that goes on from here.

    A command of the tool begins with `teamkit`. UNKNOWN is what nobody can tell.
    """

    what: str
    acts: tuple[Actor, ...]
    then: str
    state: State = State.FAIL

    def continued(self, called: str) -> str:
        """What goes on from here, as a repository that calls the tool so writes it."""
        return re.sub("^teamkit ", f"{called} ", self.then)


def blocks(seen: Standing, rows: Iterable[Row], people: People) -> Iterator[Block]:
    """What blocks the next release of a GitFlow; under GitHub flow nothing has to come back or to be collected."""
    if seen.flow and seen.flow.is_gitflow:
        yield from _untagged(seen, people)
        yield from _lost(seen, people)
        releases = tuple(row for row in rows if row.place is Place.RELEASE and row.kind == "release")
        yield from _asked(releases)
        yield from _into(releases, rows)


def _untagged(seen: Standing, people: People) -> Iterator[Block]:
    """What came to production after its last tag."""
    if seen.since and seen.version and seen.production:
        last = seen.since[0].words
        more = f" and {len(seen.since) - 1} more" if len(seen.since) > 1 else ""
        what = f'"{last.subject}"{more} came to {seen.production.name} after {seen.version.tag} and has no tag'
        yield Block(what, (people.author(last.author),), "teamkit flow tag")


def _lost(seen: Standing, people: People) -> Iterator[Block]:
    """What production has and another branch lacks."""
    crossings = seen.returning.crossings if isinstance(seen.returning, Returning) else ()
    for crossing in crossings:
        found = [each for each in judgements(crossing) if each.fate is not Fate.SUPERSEDED]
        for each in found[:SHOWN]:
            yield _missing(seen.now, crossing, each, people)
        if len(found) > SHOWN:
            what = f"{crossing.target.name} may lack {len(found) - SHOWN} more changes of {crossing.source.name}"
            yield Block(what, (), "teamkit check nothing-lost")


def _missing(now: datetime, crossing: Crossing, found: Judgement, people: People) -> Block:
    commit, source, target = found.commit, crossing.source.name, crossing.target.name
    days = (now.date() - commit.committed).days
    said = f'"{commit.subject}" ({"today" if days < 1 else f"{days} d"})'
    author = (people.author(Person(commit.author, "")),)
    if found.fate is Fate.UNKNOWN:
        return Block(
            f"nobody can tell whether {target} has {said} of {source}",
            author,
            "teamkit check nothing-lost",
            State.UNKNOWN,
        )
    return Block(f"{target} lacks {said}, which {source} has", author, "teamkit flow back")


def _asked(releases: Iterable[Row]) -> Iterator[Block]:
    """Releases that are to be changed before anybody merges them."""
    for row in releases:
        if row.request and row.turn.stage is Stage.CHANGES:
            yield Block(f"changes are asked of {row.name} in #{row.request.number}", row.turn.acts, row.request.url)


def _into(releases: Iterable[Row], rows: Iterable[Row]) -> Iterator[Block]:
    """What is still to come into a release."""
    names = {row.name for row in releases}
    for row in rows:
        if row.request and row.request.target in names:
            what = f"{row.request.source} is still to come into {row.request.target} by #{row.request.number}"
            yield Block(what, row.turn.acts, row.request.url)
