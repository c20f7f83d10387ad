"""Guards that Django can load the migrations, here and where this branch is merged."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.checks.migrating.facts import NOT_GATHERED, Migrations
from teamkit.checks.migrating.fixtures import FIRST, HERE, HIDDEN, SHALLOW, THERE, a_migration, around, migrating
from teamkit.checks.portrait.topics import DATABASE
from teamkit.findings import Finding, Place, Unseen
from teamkit.migrations.graph import Graph, graphs
from teamkit.migrations.model import Key, Migration
from teamkit.migrations.packages import Packages


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each fault of this tree, then for each that merging adds."""
    migrations, setting = facts.migrations, facts.migrations.setting
    for why in migrations.packages.unreadable:
        yield CHECK.cannot_tell(
            why, mend="write it as plain text, or judge this app by: python manage.py migrate --plan"
        )
    here = tuple(faults(migrations.tree))
    yield from here
    if isinstance(setting, Unseen):
        yield CHECK.cannot_tell(f"nobody could look at what merging gives: {setting.why}", mend=setting.mend)
        return
    said = {(finding.what, finding.where) for finding in here}
    for path in setting.conflicting:
        mend = f"git merge {setting.working}"
        yield CHECK.cannot_tell(f"both this branch and {setting.working} changed it", Place(path), mend)
    for finding in faults(setting.merged):
        if (finding.what, finding.where) not in said:
            yield replace(finding, what=f"merged into {setting.working}: {finding.what}")


def faults(several: tuple[Migration, ...]) -> Iterator[Finding]:
    """What stands in the way of loading some migrations together."""
    hidden = [migration for migration in several if migration.unreadable]
    for migration in hidden:
        mend = "write it so that it can be read without running it; if it cannot be, waive this path in team.yml"
        yield CHECK.cannot_tell(f"cannot be read: {migration.unreadable}", Place(migration.path), mend)
    paths = {migration.key: migration.path for migration in several}
    for found in graphs(several):
        yield from wrong(found, paths, {migration.key.app for migration in hidden})


def wrong(found: Graph, paths: dict[Key, str], hidden: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with a graph; what an app lacks that hides a migration may be in that one."""
    for app, leaves in found.conflicts.items():
        if app not in hidden:
            what = f"{app} has {len(leaves)} last migrations: {', '.join(leaf.name for leaf in leaves)}"
            yield CHECK.fails(what, Place(paths[leaves[-1]]), f"put yours on top: `teamkit migrations rebase {app}`")
    for missing in found.missing:
        if missing.key.app in hidden:
            continue
        what = f"{missing.asked_by} needs {missing.key}, which is not there"
        mend = f"name a migration of {missing.key.app} that is there, or bring that one back"
        yield CHECK.fails(what, Place(paths[missing.asked_by]), mend)
    if found.cycle:
        what = f"migrations wait for each other: {' → '.join(map(str, found.cycle))}"
        where = next((Place(paths[key]) for key in found.cycle if key in paths), None)
        yield CHECK.fails(what, where, "remove one of these dependencies")


_LOST = a_migration("0003", "0002")
_NAMELESS = given(
    migrations=Migrations((), Packages({}, {}, ("shop/apps.py: line 3: the app's label is computed: X",)), around())
)
_CIRCLE = (a_migration("0001", "0002"), a_migration("0002", "0001"))
_SQUASHED = a_migration("0001_squashed", replaces=(Key("shop", "0001"), Key("shop", "0002")))
_MERGE = a_migration("0003_merge", "0002_here", "0002_there")
_ELSEWHERE = a_migration("0001_other", path="tests/shop/migrations/0001_other.py")

CHECK = Check(
    name="migration-graph",
    title="Each app has one last migration, and none is missing, here and after merging.",
    looks_at="All migrations of this tree, and of the tree that merging into the working branch gives: what Django's "
    "loader would say of them, read from the files.",
    why="Django refuses to migrate, so that nobody can deploy or run a test.",
    mend="put yours on top: `teamkit migrations rebase APP`",
    run=judge,
    needs=("migrations",),
    topic=DATABASE,
    effort="minutes",
    red=(
        migrating(around(), FIRST, HERE, THERE),
        migrating(around(merged=(FIRST, HERE, THERE)), FIRST, HERE),
        migrating(around(), FIRST, _LOST),
        migrating(around(), *_CIRCLE),
    ),
    green=(
        migrating(around()),
        migrating(around(), FIRST, HERE, THERE, _MERGE),
        migrating(around(), _SQUASHED, a_migration("0002", "0001"), _LOST),
        migrating(around(), FIRST, _ELSEWHERE),
    ),
    unknown=(
        given(migrations=NOT_GATHERED),
        migrating(SHALLOW),
        migrating(around(), FIRST, HERE, HIDDEN),
        migrating(around(merged=(FIRST, HIDDEN)), FIRST),
        migrating(around(conflicting=(HERE.path,))),
        _NAMELESS,
    ),
)
