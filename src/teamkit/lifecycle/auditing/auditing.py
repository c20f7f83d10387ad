"""Audits a repository: facts from its objects, judgements from the checks, and nothing written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from teamkit import __version__
from teamkit.checks import CHECKS
from teamkit.checks.auditing.model import Audit, Item
from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.hygiene import HYGIENE
from teamkit.checks.portrait.topics import TOPICS
from teamkit.findings import Finding, Place
from teamkit.history.branches import branches
from teamkit.history.git import ask
from teamkit.history.habits import habits
from teamkit.lifecycle.auditing import tools
from teamkit.lifecycle.auditing.files import read, shown
from teamkit.lifecycle.auditing.flowing import coming_back
from teamkit.lifecycle.auditing.migrating import migrations
from teamkit.lifecycle.auditing.painting import portrait
from teamkit.lifecycle.auditing.past import past
from teamkit.lifecycle.auditing.source import called, opened
from teamkit.lifecycle.auditing.traits import lived, traits
from teamkit.team.reading import team_of

IN_HISTORY = "secrets-in-history"


@dataclass(frozen=True)
class Wish:
    """How far an audit goes: through all of history, and to tools that ask the network."""

    history: bool = False
    online: bool = False


def audit(named: str, today: date, wish: Wish) -> Audit:
    """The audit of a folder's repository, or of an address. Raises Refusal where there is none to read."""
    with opened(named) as root:
        return of(root, today, wish)


def of(root: Path, today: date, wish: Wish) -> Audit:
    """The audit of what a repository has at its HEAD. Raises Refusal where git refuses."""
    commit = ask(root, "rev-parse", "HEAD").strip()
    found, lately = read(root, commit), habits(root, commit)
    seen = portrait(found, len(lately.authors) if lately else None)
    seen = replace(
        seen,
        past=past(root) if wish.history else None,
        tools=tools.asked(root, commit, seen, online=wish.online),
    )
    facts = Facts(
        team=team_of(""),
        tree=found.tree,
        today=today,
        portrait=seen,
        migrations=migrations(root, commit, found.texts),
        returning=coming_back(root, branches(root)),
    )
    told = traits(seen, facts.migrations, lived(root, commit, lately))
    items = tuple(item(check, facts) for check in checks(wish))
    return Audit(called(root), commit, today, __version__, told, items)


def checks(wish: Wish) -> Iterator[Check]:
    """What an audit looks at, by topic: hygiene, and the guards that need no adoption, which name a topic."""
    several = [*HYGIENE.values(), *(check for check in CHECKS.values() if check.topic)]
    for check in sorted(several, key=lambda check: TOPICS.index(check.topic)):
        if wish.history or check.name != IN_HISTORY:
            yield check


def item(check: Check, facts: Facts) -> Item:
    """What one check comes to."""
    found = tuple(map(printable, check.run(facts)))
    return Item(check.name, check.title, check.topic, check.why, check.mend, check.effort, found)


def printable(finding: Finding) -> Finding:
    """A finding whose path can be printed, whatever bytes it has."""
    where = finding.where and Place(shown(finding.where.path), finding.where.line)
    return replace(finding, what=shown(finding.what), where=where)
