"""Finds the migrations of two branches that cannot both be the last of their app."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from teamkit.checks.migrating.facts import Setting, Work
from teamkit.migrations.graph import graph
from teamkit.migrations.model import Migration


@dataclass(frozen=True)
class Side:
    """A branch, and the first migration that it adds to the app in question."""

    work: Work
    migration: Migration


@dataclass(frozen=True)
class Clash:
    """Two branches that migrate one app; `unreadable` is a migration that hides whether one builds on the other."""

    one: Side
    other: Side
    unreadable: Migration | None = None


def clashes(setting: Setting, others: Iterable[Work]) -> Iterator[Clash]:
    """The clashes of this branch; on the working branch, where it adds nothing, those of every pair of the others.

    A migration that came to several branches is told once, of the one that has least beside it.
    """
    ordered = sorted(others, key=lambda work: len(work.commits))
    is_watching = setting.is_working and not setting.own.added
    pairs = combinations(ordered, 2) if is_watching else ((setting.own, work) for work in ordered)
    seen = set()
    for one, other in pairs:
        for clash in between(one, other):
            files = frozenset((side.migration.path, side.migration.blob) for side in (clash.one, clash.other))
            if files not in seen:
                seen.add(files)
                yield clash


def between(one: Work, other: Work) -> Iterator[Clash]:
    """A clash for each app to which both branches add what the other lacks, unless one builds on the other."""
    shared = {*marks(one)} & {*marks(other)}
    mine, theirs = folders(one, shared), folders(other, shared)
    for folder in sorted(mine.keys() & theirs.keys()):
        ours, others = mine[folder], theirs[folder]
        hidden = next((migration for migration in (*ours, *others) if migration.unreadable), None)
        if hidden or ends_twice(ours, others):
            yield Clash(Side(one, ours[0]), Side(other, others[0]), hidden)


def ends_twice(ours: list[Migration], theirs: list[Migration]) -> bool:
    """Whether a merge of both would leave a last migration of each."""
    if {migration.path for migration in ours} & {migration.path for migration in theirs}:
        return True
    leaves = {key for several in graph([*ours, *theirs]).leaves.values() for key in several}
    return all(any(migration.key in leaves for migration in several) for several in (ours, theirs))


def marks(work: Work) -> Iterator[tuple[str, str]]:
    """The added files as they are."""
    return ((migration.path, migration.blob) for migration in work.added)


def folders(work: Work, shared: set[tuple[str, str]]) -> dict[str, list[Migration]]:
    """The migrations that a branch does not share, by the folders that they are in."""
    found: dict[str, list[Migration]] = {}
    for migration in sorted(work.added, key=lambda each: each.path):
        if (migration.path, migration.blob) not in shared:
            found.setdefault(migration.folder, []).append(migration)
    return found
