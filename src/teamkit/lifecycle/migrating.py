"""Gather what the checks over migrations look at: the work tree's files, and what every open branch does to them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from teamkit.checks.migrating import Edit, Migrations, Setting, Work
from teamkit.findings import Unseen
from teamkit.history.branches import Branch
from teamkit.history.differences import differences
from teamkit.history.objects import missing
from teamkit.history.searching import mentioning
from teamkit.history.signing import Signed, me, signed
from teamkit.history.tree import blobs
from teamkit.history.unmerged import Unmerged, unmerged
from teamkit.lifecycle.shelf import Listing, Shelf
from teamkit.lifecycle.standpoint import Standpoint, standpoint
from teamkit.migrations.comparing import does_the_same
from teamkit.migrations.intents import TRAILER, intent
from teamkit.migrations.naming import SETTING, packages
from teamkit.migrations.packages import FOLDER, Packages, of_django
from teamkit.migrations.uniting import united

DAYS = 60
HOTFIX = "hotfix/"
ALWAYS = ("release/", HOTFIX)


def migrations(root: Path, tree: Collection[str], today: date) -> Migrations:
    """The migrations of a repository, and the setting that they stand in. Raises Refusal where git cannot be asked."""
    shelf = Shelf(root, naming(root, tree))
    own = blobs(root, shelf.packages.files(tree))
    place = standpoint(root)
    setting = place if isinstance(place, Unseen) else _setting(root, shelf, place, own, today)
    return Migrations(of_django(shelf.read(own)), shelf.packages, setting)


def naming(root: Path, tree: Collection[str]) -> Packages:
    """What apps are called in the work tree, and where settings put their migrations."""
    end = f"/{FOLDER}/__init__.py"
    apps = {f"{path.removesuffix(end)}/apps.py" for path in tree if path.endswith(end)} & {*tree}
    settings = mentioning(root, SETTING, "*.py")
    return packages(*({path: (root / path).read_bytes() for path in sorted(paths)} for paths in (apps, settings)))


# ── The setting ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Listings:
    """The migration files of the work tree, of the lasting branches, and of where this branch left them."""

    own: Listing
    fork: Listing
    working: Listing
    released: Listing
    production: Listing


def _setting(root: Path, shelf: Shelf, place: Standpoint, own: Listing, today: date) -> Setting:
    refs = (place.fork, place.working.head, place.released, place.production.head)
    listed = {ref: shelf.listing(ref) for ref in dict.fromkeys(refs)}
    listings = _Listings(own, *(listed[ref] for ref in refs))
    others = [branch for branch in place.others if _counts(branch, today)]
    gone = missing(root, [branch.head for branch in others])
    there = [branch for branch in others if branch.head not in gone]
    heads = dict.fromkeys([place.own.head, *(branch.head for branch in there)])
    walked = unmerged(root, heads, place.working.head, TRAILER)
    merged, conflicting = united(listings.fork, own, listings.working)
    return Setting(
        working=place.working,
        own=_own(shelf, place, listings, walked),
        merged=of_django(shelf.read(merged)),
        conflicting=conflicting,
        edits=tuple(_edits(shelf, place, listings)),
        released=frozenset(migration.key for migration in shelf.read(listings.production)),
        others=tuple(_others(root, shelf, there, listings, walked)),
        vanished=tuple(str(branch) for branch in others if branch.head in gone),
        **_hotfix(root, shelf, place, listings),
    )


def _counts(branch: Branch, today: date) -> bool:
    """Whether a branch is worked on, or leads to production."""
    return branch.name.startswith(ALWAYS) or branch.at.date() >= today - timedelta(days=DAYS)


def _own(shelf: Shelf, place: Standpoint, listings: _Listings, walked: Unmerged) -> Work:
    """What the work tree adds, committed or not."""
    added = {path: blob for path, blob in listings.own.items() if path not in listings.fork}
    return _work(shelf, place.own, added, listings, walked)


def _others(
    root: Path, shelf: Shelf, several: Iterable[Branch], listings: _Listings, walked: Unmerged
) -> Iterator[Work]:
    """What the branches add that are not merged."""
    forks = {branch.head: fork for branch in several if walked.of(branch.head) and (fork := walked.fork(branch.head))}
    found = differences(root, forks, shelf.packages.pathspecs)
    for branch in several:
        if branch.head in forks:
            changes = (change for change in found[branch.head] if shelf.packages.app(change.path))
            added = {change.path: change.after for change in changes if change.after and not change.before}
            yield _work(shelf, branch, added, listings, walked)


def _work(shelf: Shelf, branch: Branch, added: Listing, listings: _Listings, walked: Unmerged) -> Work:
    """A branch with what it adds that the working branch has not got yet, and what it announces."""
    new = {path: blob for path, blob in added.items() if listings.working.get(path) != blob}
    folders = {path.rpartition("/")[0] for path in listings.working}
    commits = walked.of(branch.head)
    intents = (intent(words, commit.author, commit.at) for commit in commits for words in commit.said)
    return Work(branch, frozenset(commit.id for commit in commits), of_django(shelf.read(new), folders), tuple(intents))


def _edits(shelf: Shelf, place: Standpoint, listings: _Listings) -> Iterator[Edit]:
    """What this branch makes of migrations that were merged, or released, when it began."""
    after = {migration.key: migration for migration in shelf.read(listings.own)}
    merged, released = (of_django(shelf.read(listing)) for listing in (listings.fork, listings.released))
    before = {old.key: (old, place.production) for old in released} | {old.key: (old, place.working) for old in merged}
    elsewhere = {*listings.working.items(), *listings.production.items()}
    for key, (old, branch) in before.items():
        new = after.get(key)
        if not new:
            yield Edit(old, None, str(branch))
        elif new.blob != old.blob and (new.path, new.blob) not in elsewhere:
            yield Edit(old, new, str(branch), is_same=does_the_same(shelf.text(old.blob), shelf.text(new.blob)))


def _hotfix(root: Path, shelf: Shelf, place: Standpoint, listings: _Listings) -> dict[str, Any]:
    """On a hotfix its new migrations, and the commits that bear somebody's word; what is not committed bears ours."""
    if not place.own.name.startswith(HOTFIX):
        return {}
    known = {**listings.released, **listings.production}
    fresh = {path: blob for path, blob in listings.own.items() if path not in known}
    committed = shelf.listing(place.own.head)
    loose = tuple(path for path, blob in fresh.items() if committed.get(path) != blob)
    mine = [Signed((me(root),), (), loose)] if loose else []
    return {"fresh": of_django(shelf.read(fresh)), "signed": (*signed(root, place.released, place.own.head), *mine)}
