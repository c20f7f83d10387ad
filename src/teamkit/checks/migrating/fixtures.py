"""Small migrations and branches on which the checks over them prove themselves."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import a_team, an_area, given
from teamkit.checks.migrating.facts import Migrations, Setting, Work
from teamkit.findings import Unseen
from teamkit.forges.model import Change, ChangedFile, Request
from teamkit.history.branches import Branch
from teamkit.migrations.model import Key, Migration

THEN = datetime(2026, 1, 10, tzinfo=UTC)
SHALLOW = Unseen("this clone is shallow: its history is cut off", "git fetch --unshallow")
SCHEMA = a_team(areas={"schema": an_area("**/migrations/", title="Database schema")})


def a_migration(name: str, *after: str, app: str = "shop", **changes: Any) -> Migration:
    """A migration of an app after others of it."""
    dependencies = tuple(Key(app, each) for each in after)
    return replace(Migration(Key(app, name), f"{app}/migrations/{name}.py", name, dependencies), **changes)


FIRST = a_migration("0001")
HERE = a_migration("0002_here", "0001")
THERE = a_migration("0002_there", "0001")
HIDDEN = a_migration("0002_hidden", unreadable="line 5: dependencies are computed: NEEDED")


def a_branch(name: str, remote: str | None = "origin") -> Branch:
    """A branch on which Grace works."""
    return Branch(name, remote, f"head of {name}", "Grace", THEN)


def a_work(*added: Migration, branch: str = "feature/there", **changes: Any) -> Work:
    """What another branch adds."""
    return replace(Work(a_branch(branch), added=added), **changes)


def a_request(*paths: str, **changes: Any) -> Request:
    """An open request that adds files."""
    files = tuple(ChangedFile(path, Change.ADDED) for path in paths)
    whole = Request(
        number=7,
        title="Give the shop a price",
        url="https://forge.example/7",
        author="grace",
        source="feature/there",
        source_repository="shop/shop",
        target="develop",
        head="head of feature/there",
        is_draft=False,
        is_bots=False,
        opened=THEN,
        ready=THEN,
        updated=THEN,
        files=files,
        asked=(),
        reviews=(),
    )
    return replace(whole, **changes)


def around(*others: Work, own: Work | None = None, **changes: Any) -> Setting:
    """A branch among others, with what merging it gives."""
    mine = own or Work(a_branch("feature/here", None), added=(HERE,))
    return replace(Setting(a_branch("develop"), mine, merged=(FIRST, *mine.added), others=others), **changes)


def migrating(setting: Setting | Unseen, *tree: Migration, **changes: Any) -> Facts:
    """A repository with these migrations in this setting; those of the setting where none are given."""
    whole = tree or (setting.merged if isinstance(setting, Setting) else (FIRST, HERE))
    return given(SCHEMA, *(each.path for each in whole), migrations=Migrations(whole, setting=setting), **changes)
