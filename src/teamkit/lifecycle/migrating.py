"""Gather what the checks over migrations look at: the work tree's files, and what every open branch does to them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from teamkit.checks.migrating.facts import Edit, Hotfix, Migrations, Setting, Work, Written
from teamkit.history.branches import Branch
from teamkit.history.differences import differences
from teamkit.history.introducing import introduced
from teamkit.history.objects import missing
from teamkit.history.signing import Signed, me, signed
from teamkit.history.unmerged import Commit, Unmerged, unmerged
from teamkit.lifecycle.checkout import Checkout
from teamkit.lifecycle.shelf import Listing, Shelf
from teamkit.lifecycle.standpoint import Standpoint
from teamkit.migrations.comparing import does_the_same
from teamkit.migrations.intents import TRAILER, intent
from teamkit.migrations.packages import of_django
from teamkit.migrations.uniting import united

DAYS = 60
HOTFIX = "hotfix/"
UNBORN = Branch("HEAD", None, "", "", datetime.min.replace(tzinfo=UTC))
ALWAYS = ("release/", HOTFIX)
FIRST = Setting(UNBORN, Work(UNBORN))
OLD_LINE = re.compile(r"((stable|support|maint|maintenance)/)?v?\d+(\.(\d+|x))+")


def migrations(checkout: Checkout, today: date) -> Migrations:
    """The migrations of a repository, and the setting that they stand in. Raises Refusal where git cannot be asked."""
    place, shelf = checkout.place, checkout.shelf
    setting = _setting(checkout, place, today) if isinstance(place, Standpoint) else place or FIRST
    return Migrations(of_django(shelf.read(checkout.own)), shelf.packages, setting)


# ── The setting ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Ground:
    """Where the checks stand: migration files here, on the lasting branches, and where this branch left them."""

    root: Path
    shelf: Shelf
    place: Standpoint
    own: Listing
    working: Listing
    production: Listing
    fork: Listing
    released: Listing
    begun: Listing


def _setting(checkout: Checkout, place: Standpoint, today: date) -> Setting:
    root, shelf, own = checkout.root, checkout.shelf, checkout.own
    refs = (place.working.head, place.production.head, place.fork, place.released, place.begun)
    listed = {ref: shelf.listing(ref) for ref in dict.fromkeys(refs)}
    ground = _Ground(root, shelf, place, own, *(listed[ref] for ref in refs))
    others = [branch for branch in place.others if _counts(branch, today)]
    gone = missing(root, [branch.head for branch in others])
    mine, *theirs = _works(ground, [branch for branch in others if branch.head not in gone])
    merged, conflicting = united(ground.fork, own, ground.working)
    return Setting(
        working=place.working,
        own=mine,
        merged=of_django(shelf.read(merged)),
        conflicting=conflicting,
        edits=tuple(_edits(ground)),
        released=frozenset(migration.key for migration in shelf.read(ground.production)),
        others=tuple(theirs),
        vanished=tuple(str(branch) for branch in others if branch.head in gone),
        hotfix=_hotfix(ground),
    )


def _counts(branch: Branch, today: date) -> bool:
    """Whether a branch leads to production, or is worked on; the line of an old version is never merged back."""
    is_recent = branch.at.date() >= today - timedelta(days=DAYS)
    return branch.name.startswith(ALWAYS) or (is_recent and not OLD_LINE.fullmatch(branch.name))


def _works(ground: _Ground, others: Iterable[Branch]) -> Iterator[Work]:
    """The work of this branch, then of those that are not merged."""
    own, working = ground.place.own, ground.place.working.head
    heads = dict.fromkeys((own.head, *(branch.head for branch in others)))
    lacking = unmerged(ground.root, heads, working, TRAILER)
    ahead = [branch for branch in others if branch.head in lacking.commits]
    added = {own: _without(ground.own, ground.fork)} | _added(ground, ahead, lacking)
    new = {branch: _without(files, ground.working) for branch, files in added.items()}
    adding = {branch.head for branch, files in new.items() if files}
    brought = introduced(ground.root, adding, working, {path for files in new.values() for path in files})
    for branch, files in new.items():
        yield _work(ground, branch, files, lacking.of(branch.head), brought)


def _added(ground: _Ground, branches: Iterable[Branch], lacking: Unmerged) -> dict[Branch, Listing]:
    """What branches add; those that share no commit with the working branch are left out."""
    packages = ground.shelf.packages
    forks = {branch.head: fork for branch in branches if (fork := lacking.fork(branch.head))}
    found = differences(ground.root, forks, packages.pathspecs)
    return {
        branch: {
            each.path: each.after
            for each in found[branch.head]
            if each.after and not each.before and packages.app(each.path)
        }
        for branch in branches
        if branch.head in forks
    }


def _work(
    ground: _Ground, branch: Branch, new: Listing, commits: Iterable[Commit], brought: Mapping[tuple[str, str], str]
) -> Work:
    """A branch with the migrations that the working branch has not got by now, and what it announces."""
    known = {commit.id: commit for commit in commits}
    writers = {path: known.get(brought.get((path, blob), "")) for path, blob in new.items()}
    return Work(
        branch,
        frozenset(known),
        of_django(ground.shelf.read(new), {path.rpartition("/")[0] for path in ground.working}),
        {path: Written(commit.author, commit.at) for path, commit in writers.items() if commit},
        tuple(intent(words, commit.author, commit.at) for commit in known.values() for words in commit.said),
    )


def _edits(ground: _Ground) -> Iterator[Edit]:
    """What this branch makes of the migrations that it began with; what a lasting branch has now is not its doing."""
    shelf, on = ground.shelf, str(ground.place.base)
    after = {migration.key: migration for migration in shelf.read(ground.own)}
    lasting = {*ground.working.items(), *ground.production.items()}
    for old in of_django(shelf.read(ground.begun)):
        new = after.get(old.key)
        if not new:
            yield Edit(old, None, on)
        elif new.blob != old.blob and (new.path, new.blob) not in lasting:
            yield Edit(old, new, on, is_same=does_the_same(shelf.text(old.blob), shelf.text(new.blob)))


def _hotfix(ground: _Ground) -> Hotfix:
    """On a hotfix its new migrations, and the commits that bear somebody's word; what is not committed bears ours."""
    head = ground.place.own.head
    if not ground.place.own.name.startswith(HOTFIX):
        return Hotfix()
    new = _without(_without(ground.own, ground.released), ground.production)
    committed = ground.shelf.listing(head)
    loose = tuple(path for path, blob in new.items() if committed.get(path) != blob)
    mine = [Signed((me(ground.root),), (), loose)] if loose else []
    words = signed(ground.root, ground.place.released, head)
    return Hotfix(of_django(ground.shelf.read(new)), (*words, *mine))


def _without(listing: Listing, known: Listing) -> Listing:
    """The files of one listing that another has not."""
    return {path: blob for path, blob in listing.items() if path not in known}
