"""Guards that migrations stay as they were merged."""

from collections.abc import Iterator, Mapping

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.checks.migrating.facts import NOT_GATHERED, Edit, Setting
from teamkit.checks.migrating.fixtures import FIRST, HERE, SHALLOW, a_migration, around, migrating
from teamkit.findings import Finding, Place, Unseen
from teamkit.migrations.model import Key, Migration


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each merged migration that this branch changes or deletes, unless a squash asks for it."""
    setting = facts.migrations.setting
    if isinstance(setting, Unseen):
        yield CHECK.cannot_tell(f"nobody could look at what was merged: {setting.why}", mend=setting.mend)
        return
    here = facts.migrations.tree
    instead = {
        old: migration.key
        for migration in (*here, *(edit.before for edit in setting.edits))
        for old in migration.replaces
    }
    gone = {edit.before.key.app for edit in setting.edits} - {migration.key.app for migration in here}
    for app in sorted(gone):
        yield CHECK.reports(
            f"{app} is gone with all its migrations", mend="drop its tables before, by a last migration"
        )
    for edit in setting.edits:
        if edit.before.key.app not in gone:
            yield from changed(setting, edit, instead) if edit.after else deleted(setting, edit, instead)


def changed(setting: Setting, edit: Edit, instead: Mapping[Key, Key]) -> Iterator[Finding]:
    """A finding unless form alone was changed, or what a squash asks for: dependencies, and `replaces` at its end."""
    if not (edit.is_same and edit.after and has_same_links(edit.before, edit.after, instead)):
        mend = f"take it back (git restore --source {edit.on} {edit.before.path}) and write a new migration"
        yield CHECK.fails(f"{standing(setting, edit)}, and this branch changes it", Place(edit.before.path), mend)


def has_same_links(before: Migration, after: Migration, instead: Mapping[Key, Key]) -> bool:
    """Whether two versions depend on the same migrations, or on those that took their place."""
    if before.unreadable or after.unreadable or after.replaces not in {before.replaces, ()}:
        return False
    one, other = ({instead.get(key, key) for key in version.dependencies} for version in (before, after))
    return one == other


def deleted(setting: Setting, edit: Edit, instead: Mapping[Key, Key]) -> Iterator[Finding]:
    """A finding unless a released squash took the migration's place."""
    place = instead.get(edit.before.key)
    if place in setting.released:
        return
    what = f"{standing(setting, edit)}, and this branch deletes it"
    late = f"; {place} takes its place and is not released yet" if place else ""
    mend = f"bring it back: git restore --source {edit.on} {edit.before.path}"
    yield CHECK.fails(f"{what}{late}", Place(edit.before.path), mend)


def standing(setting: Setting, edit: Edit) -> str:
    """How far a migration has come."""
    return f"{edit.before.key} is {'released' if edit.before.key in setting.released else f'merged into {edit.on}'}"


_OLD = a_migration("0002_here", "0001", blob="as it was merged")
_SQUASH = a_migration("0001_squashed", replaces=(Key("shop", "0001"), Key("shop", "0002_here")))
_ON_SQUASH = a_migration("0003", "0001_squashed")
_EDIT = Edit(_OLD, HERE)
_GONE = Edit(HERE, None)
_MOVED = Edit(a_migration("0003", "0002_here", blob="before the squash"), _ON_SQUASH, is_same=True)

CHECK = Check(
    name="migration-edited",
    title="No migration that is merged or released is changed or deleted.",
    looks_at="The migrations that the working branch had when this branch left it; of a hotfix those of production. "
    "Form and comments may change; what a released squash replaces may go, and `replaces` after it.",
    why="Databases that have run it do not run it again: they differ from then on, and no test shows it.",
    mend="take it back from the working branch, and write a new migration",
    run=judge,
    needs=("migrations",),
    red=(
        migrating(around(edits=(_EDIT,))),
        migrating(around(edits=(_EDIT,), released=frozenset({HERE.key}))),
        migrating(around(edits=(_GONE,)), FIRST),
        migrating(around(edits=(_GONE,)), _SQUASH),
        migrating(around(edits=(Edit(_OLD, a_migration("0002_here"), is_same=True),))),
    ),
    green=(
        migrating(around()),
        migrating(around(edits=(Edit(_OLD, HERE, is_same=True),))),
        migrating(around(edits=(_GONE, _MOVED), released=frozenset({_SQUASH.key})), _SQUASH, _ON_SQUASH),
        migrating(around(edits=(_GONE,)), a_migration("0001", app="mail")),
    ),
    unknown=(given(migrations=NOT_GATHERED), migrating(SHALLOW)),
)
