"""Says what was recognised, in a few words each, and where that is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from teamkit.checks.auditing.model import Trait
from teamkit.checks.migrating.facts import Migrations
from teamkit.checks.portrait.facts import Portrait
from teamkit.checks.wording import counted, some
from teamkit.findings import Place
from teamkit.history.branches import Flow, branches
from teamkit.history.git import ask
from teamkit.history.habits import DAYS, Habits
from teamkit.history.versions import newest_version
from teamkit.lifecycle.auditing import flowing
from teamkit.lifecycle.auditing.source import forge_address

HISTORY = "history"


@dataclass(frozen=True)
class Lived:
    """What git says of a repository: where it comes from, its flow and versions, and the habits of its people."""

    forge: str
    flow: Flow | None
    version: str
    tags: int
    habits: Habits | None


def lived(root: Path, commit: str, habits: Habits | None) -> Lived:
    """Ask git. Raises Refusal where it refuses."""
    address = forge_address(root)
    newest = newest_version(root, commit)
    tags = len(ask(root, "for-each-ref", "--format=%(refname)", "refs/tags").splitlines())
    version = f"{newest.tag} of {newest.at.date()}" if newest else ""
    return Lived(
        f"{address.host}/{address.path}" if address else "", flowing.lived(root, branches(root)), version, tags, habits
    )


def traits(seen: Portrait, migrations: Migrations, told: Lived) -> tuple[Trait, ...]:
    """Everything that was recognised; a trait without a value was looked for and is not there."""
    return (*_made_of(seen), *_kept_by(seen, migrations), *_lived_by(told))


def _made_of(seen: Portrait) -> Iterator[Trait]:
    written = seen.lock or seen.tool
    yield Trait("Django", seen.django, _source(written.where if written else None) if seen.django else "")
    yield Trait("Python", seen.python.value if seen.python else "", _source(seen.python.where if seen.python else None))
    yield Trait("Packages", seen.tool.value if seen.tool else "", _source(written.where if written else None))
    yield Trait("Projects", *_several(site.manage or site.folder for site in seen.sites))
    settings = [site.production.module for site in seen.sites if site.production]
    found = next((site.found.where for site in seen.sites if site.found), None)
    yield Trait("Settings of production", some(settings), _source(found))
    yield Trait("Apps with models", *_several(app.folder for app in seen.apps))


def _kept_by(seen: Portrait, migrations: Migrations) -> Iterator[Trait]:
    files = [path for path, number in seen.tests.items() if number]
    number = sum(seen.tests.values())
    yield Trait("Tests", f"{counted(number, 'test')} in {counted(len(files), 'file')}" if files else "", _first(files))
    systems = dict.fromkeys(each.system for each in seen.pipelines)
    yield Trait("Pipelines", ", ".join(systems), _first([each.path for each in seen.pipelines]))
    apps = {each.key.app for each in migrations.tree}
    several = f"{counted(len(migrations.tree), 'migration')} of {counted(len(apps), 'app')}"
    yield Trait("Migrations", several if apps else "", _first(sorted({each.folder for each in migrations.tree})))
    tools = dict.fromkeys(str(each.where) for each in seen.linters)
    yield Trait("Linters", ", ".join(each.value for each in seen.linters), _first(list(tools)))
    yield Trait("Owners", seen.owners or "", seen.owners or "")
    yield Trait("Form of requests", seen.form or "", seen.form or "")


def _lived_by(told: Lived) -> Iterator[Trait]:
    yield Trait("Forge", told.forge, "remote" if told.forge else "")
    yield Trait("Flow", _flow(told), HISTORY)
    yield Trait("Newest version", told.version, f"{counted(told.tags, 'tag')}" if told.version else "")
    habits = told.habits
    people = f"{counted(len(habits.authors), 'person')} in the {DAYS} days before {habits.newest}" if habits else ""
    yield Trait("People", people, HISTORY if habits else "")


def _flow(told: Lived) -> str:
    """The branches that last, and how changes reached the newest one of them."""
    found = told.flow
    names = " and ".join(reversed(found.lasting)) if found else "no branch that lasts by its name"
    kind = f"GitFlow by its branches: {names}" if found and found.is_gitflow else names
    if not told.habits:
        return f"{kind}; history is cut off"
    return f"{kind}; {told.habits.share} % of the newest {counted(told.habits.commits, 'commit')} are merges"


def _several(names: Iterable[str]) -> tuple[str, str]:
    found = [name or "." for name in names]
    return (str(len(found)) if found else "", _first(found))


def _first(places: Sequence[str]) -> str:
    """The first place of several."""
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    return f"{places[0]}{more}" if places else ""


def _source(where: Place | None) -> str:
    return str(where) if where else ""
