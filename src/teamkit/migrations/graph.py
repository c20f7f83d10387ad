"""The graph that Django would make of migrations: leaves, conflicts, missing parents, cycles.

It follows `MigrationLoader(None)` of Django 6.1 (django/db/migrations/loader.py and graph.py): nothing is applied, so
that every squashed migration takes the place of those that it replaces. Apps that are not among the migrations are
taken to be there, with everything that is asked of them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from teamkit.migrations.model import FIRST, LATEST, Key, Migration


@dataclass(frozen=True, order=True)
class Missing:
    """A migration that another one asks for, and that is not there."""

    key: Key
    asked_by: Key


@dataclass(frozen=True)
class Graph:
    """Migrations by what they come after; `cycle` begins and ends with the same one, and is empty where all is well."""

    parents: Mapping[Key, Collection[Key]]
    missing: tuple[Missing, ...] = ()
    cycle: tuple[Key, ...] = ()

    @cached_property
    def leaves(self) -> Mapping[str, tuple[Key, ...]]:
        """For each app the migrations that no other of that app comes after."""
        inner = {parent for key, parents in self.parents.items() for parent in parents if parent.app == key.app}
        absent = {missing.key for missing in self.missing}
        leaves: dict[str, tuple[Key, ...]] = {}
        for key in sorted(self.parents.keys() - inner - absent):
            leaves[key.app] = (*leaves.get(key.app, ()), key)
        return leaves

    @property
    def conflicts(self) -> Mapping[str, tuple[Key, ...]]:
        """The apps that have more than one leaf, and these."""
        return {app: leaves for app, leaves in self.leaves.items() if len(leaves) > 1}


def graph(migrations: Iterable[Migration]) -> Graph:
    """The graph of migrations that one project loads; a key that stands twice counts once."""
    draft = _Draft({migration.key: migration for migration in sorted(migrations, key=lambda each: each.key)})
    draft.link_all()
    squashed_in_a_circle = draft.replace_all()
    missing = tuple(sorted(Missing(key, by) for key, by in draft.asked_by.items() if key in draft.parents))
    return Graph(draft.parents, missing, squashed_in_a_circle or _cycle(draft.parents))


def graphs(migrations: Iterable[Migration]) -> tuple[Graph, ...]:
    """The graphs of a repository. Folders that share a label cannot be loaded together: each is a graph of its own."""
    folders: dict[str, dict[str, list[Migration]]] = {}
    for migration in migrations:
        folders.setdefault(migration.key.app, {}).setdefault(migration.folder, []).append(migration)
    alone = [each for sharing in folders.values() if len(sharing) > 1 for each in sharing.values()]
    together = [each for sharing in folders.values() if len(sharing) == 1 for own in sharing.values() for each in own]
    return tuple(graph(each) for each in (together, *alone))


def _cycle(parents: Mapping[Key, Collection[Key]]) -> tuple[Key, ...]:
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()


class _Draft:
    """A graph in the making: nodes as they are linked and replaced, those that are only asked for among them."""

    def __init__(self, migrations: Mapping[Key, Migration]) -> None:
        self.migrations = migrations
        self.apps = {key.app for key in migrations}
        self.parents: dict[Key, set[Key]] = {key: set() for key in migrations}
        self.children: dict[Key, set[Key]] = {key: set() for key in migrations}
        self.asked_by: dict[Key, Key] = {}

    def link_all(self) -> None:
        """Link what the files say: each app within itself first, so that its first and latest ones can be found."""
        for key, migration in self.migrations.items():
            for parent in migration.dependencies:
                if parent.app == key.app and parent.name != FIRST:
                    self._link(key, parent, by=key)
        for key, migration in self.migrations.items():
            for parent in migration.dependencies:
                if parent.app != key.app and (found := self._found(parent, key.app)):
                    self._link(key, found, by=key)
            for child in migration.run_before:
                if found := self._found(child, key.app):
                    self._link(found, key, by=key)

    def replace_all(self) -> tuple[Key, ...]:
        """Put squashed migrations in the place of others; gives the first one that replaces itself in a circle."""
        done: dict[Key, bool] = {}
        for key in self.migrations:
            circle = self._replace(key, done)
            if circle:
                return (circle, circle)
        return ()

    def _link(self, child: Key, parent: Key, by: Key) -> None:
        for key in (child, parent):
            if key not in self.parents:
                self.asked_by[key] = by
                self.parents[key], self.children[key] = set(), set()
        self.parents[child].add(parent)
        self.children[parent].add(child)

    def _found(self, key: Key, app: str) -> Key | None:
        """The migration that a dependency of an app means; None where it means nothing here."""
        if key.app not in self.apps:
            return None
        if key.name not in {FIRST, LATEST} or key in self.parents:
            return key
        neighbours = self.parents if key.name == FIRST else self.children
        if key.app == app:
            return None
        ends = (
            each
            for each, near in neighbours.items()
            if each.app == key.app and not any(other.app == key.app for other in near)
        )
        return min(ends, default=None)

    def _replace(self, key: Key, done: dict[Key, bool]) -> Key | None:
        """Replace by one squashed migration, after those that it replaces have replaced theirs."""
        migration = self.migrations[key]
        if not migration.replaces or done.get(key):
            return None
        if key in done:
            return key
        done[key] = False
        for replaced in migration.replaces:
            circle = self._replace(replaced, done) if replaced in self.migrations else None
            if circle:
                return circle
        for replaced in set(migration.replaces) & self.parents.keys():
            self._put(key, replaced, set(migration.replaces))
        done[key] = True
        return None

    def _put(self, key: Key, replaced: Key, together: set[Key]) -> None:
        """Put a migration in the place of one of several that it replaces together."""
        children, parents = self.children.pop(replaced), self.parents.pop(replaced)
        for child in children - {replaced}:
            self.parents[child].remove(replaced)
            if child not in together:
                self.children[key].add(child)
                self.parents[child].add(key)
        for parent in parents - {replaced}:
            self.children[parent].remove(replaced)
            if parent not in together:
                self.parents[key].add(parent)
                self.children[parent].add(key)
