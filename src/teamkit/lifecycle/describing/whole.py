"""Gather all that is said of a change."""

from pathlib import Path

from teamkit.checks.facts import Facts
from teamkit.dependencies.comparing import moves
from teamkit.dependencies.reading import dependencies, is_lock, is_wishes
from teamkit.findings import Refusal
from teamkit.forges.addresses import parse
from teamkit.history.objects import contents
from teamkit.history.remotes import remotes
from teamkit.history.sizes import merged_sizes, size
from teamkit.lifecycle.checkout import Checkout
from teamkit.lifecycle.describing import migrating
from teamkit.lifecycle.describing.ground import Ground
from teamkit.lifecycle.describing.judging import gone_tests, is_documents, large, recording
from teamkit.lifecycle.describing.sql import sql
from teamkit.lifecycle.looking import look
from teamkit.publish.describing.model import Depending, Description, Large, Migrating

COMPARED = 100


def look_into(root: Path, change: Ground, facts: Facts) -> Description:
    """What a change asks for. Raises Refusal where git cannot be asked."""
    if is_documents(change.paths):
        return Description(change.paths, is_documents=True)
    remote = next(filter(None, map(parse, remotes(root))), None)
    migrations, unseen = _migrations(root, change, facts)
    return Description(
        change.paths,
        migrating=migrations,
        unseen=unseen,
        recording=recording(facts.team, change.files, facts.tree, remote),
        depending=_depending(root, change),
        gone=gone_tests(change.files),
        large=_large(root, change),
    )


def _migrations(root: Path, change: Ground, facts: Facts) -> tuple[tuple[Migrating, ...], str]:
    """The migrations that a change adds, and why nobody could look at all of them."""
    packages = Checkout(root, facts.tree).packages
    if not any(map(packages.app, change.added)):
        return (), ""
    seen = look(root, facts.today, {"migrations", "schema"})
    new = migrating.new(seen, change.added)
    return migrating.migrating(seen, new, sql(root, facts.tree, new)), migrating.unseen(seen) if new else ""


def _depending(root: Path, change: Ground) -> Depending | None:
    """What moves in the files that name packages."""
    files = [each for each in change.files if is_lock(each.path) or is_wishes(each.path)]
    texts = contents(root, [blob for each in files for blob in (each.before, each.after) if blob])
    before = dependencies({each.path: texts[each.before] for each in files if each.before and each.before in texts})
    after = dependencies({each.path: texts[each.after] for each in files if each.after and each.after in texts})
    found = moves(before, after)
    unreadable = tuple(dict.fromkeys((*after.unreadable, *before.unreadable)))
    is_lock_only = before.wishes == after.wishes
    return Depending(found, is_lock_only, unreadable) if found or unreadable else None


def _large(root: Path, change: Ground) -> Large | None:
    """What to say of the size; nothing where this clone lacks what others changed."""
    try:
        others = merged_sizes(root, change.target.head, COMPARED)
        return large(size(root, change.begun, change.head), others)
    except Refusal:
        return None
