"""Gather what a branch does to the schema of a database."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import groupby
from pathlib import Path

from teamkit.findings import Unseen
from teamkit.history.objects import contents, files
from teamkit.lifecycle.checkout import Checkout
from teamkit.lifecycle.shelf import Listing, Shelf
from teamkit.lifecycle.standpoint import Standpoint
from teamkit.migrations.changes import SchemaChange, Step
from teamkit.migrations.graph import graph
from teamkit.migrations.model import Migration
from teamkit.migrations.operations import Script, script
from teamkit.migrations.packages import FOLDER, of_django
from teamkit.migrations.released import Code, code


@dataclass(frozen=True)
class _View:
    """The files of production by their paths, the paths that are new, and the shelf that reads them."""

    released: Listing
    new: Collection[str]
    shelf: Shelf


def schema(checkout: Checkout) -> tuple[SchemaChange, ...] | Unseen:
    """The apps that get new migrations: those that this branch adds, on the working branch those not in production.

    Before the first commit there is nothing that released code could need.
    """
    place, shelf, own = checkout.place, checkout.shelf, checkout.own
    if not isinstance(place, Standpoint):
        return place or ()
    released = files(checkout.root, place.production.head)
    left = {} if place.own.name == place.working.name else shelf.listing(place.fork)
    view = _View(released, own.keys() - left.keys() - released.keys(), shelf)
    growing = {_folder(path) for path in view.new}
    read = of_django(shelf.read({path: blob for path, blob in own.items() if _folder(path) in growing}))
    apps = [tuple(several) for _, several in groupby(read, key=lambda migration: migration.folder)]
    return tuple(SchemaChange(app[0].key.app, _steps(app, view), _code(checkout.root, app[0], view)) for app in apps)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _steps(several: Collection[Migration], view: _View) -> tuple[Step, ...]:
    """What is new comes after all that is not; what cannot be read comes last of these: nothing is known after it."""
    steps = [_step(each, view) for each in _in_order(several)]
    return tuple(sorted(steps, key=lambda step: (step.is_new, step.script.unreadable is not None)))


def _step(migration: Migration, view: _View) -> Step:
    """A migration in its place; one that takes the place of others is as new as they are."""
    replaced = [f"{migration.folder}/{key.name}.py" for key in migration.replaces]
    unreadable = Script(migration.path, unreadable=migration.unreadable)
    return Step(
        unreadable if migration.unreadable else script(migration.path, view.shelf.text(migration.blob)),
        is_new=migration.path in view.new and not replaced,
        is_released=all(path in view.released for path in replaced or [migration.path]),
    )


def _in_order(several: Collection[Migration]) -> Iterator[Migration]:
    """The migrations of an app in an order in which Django may run them, without those that others replace."""
    by_key = {each.key: each for each in several}
    parents = graph(several).parents
    sorter = TopologicalSorter({key: sorted(parents[key]) for key in sorted(parents)})
    try:
        order = tuple(sorter.static_order())
    except CycleError:
        order = tuple(sorted(parents))
    return (by_key[key] for key in order if key in by_key)


def _code(root: Path, migration: Migration, view: _View) -> Code:
    """What production's models of an app name; nothing where it lacks the app, and not whole where they hide."""
    app, _, name = migration.folder.rpartition("/")
    if not any(path.startswith(f"{app}/") for path in view.released):
        return Code()
    models = {path: blob for path, blob in view.released.items() if _is_models(path, app)}
    found = contents(root, models.values())
    whole = {path: found[blob] for path, blob in models.items() if blob in found}
    return code(whole) if whole and whole.keys() == models.keys() and name == FOLDER else Code(is_whole=False)


def _is_models(path: str, app: str) -> bool:
    return path == f"{app}/models.py" or (path.startswith(f"{app}/models/") and path.endswith(".py"))
