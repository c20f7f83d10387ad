"""What there is to say of the migrations that a change adds."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from teamkit.checks.facts import Facts
from teamkit.checks.guards import migration_safety
from teamkit.checks.migrating.clashes import clashes
from teamkit.checks.migrating.facts import Setting
from teamkit.checks.verdict import judged
from teamkit.findings import Finding, State, Unseen
from teamkit.migrations.model import Migration
from teamkit.publish.describing.model import Beside, Migrating, Risk, Sql


def new(facts: Facts, added: Collection[str]) -> tuple[Migration, ...]:
    """The migrations that stand at paths which a change adds, in the order of these."""
    return tuple(each for each in facts.migrations.tree if each.path in added)


def migrating(facts: Facts, migrations: Iterable[Migration], sqls: Mapping[str, Sql]) -> tuple[Migrating, ...]:
    """Each migration with its SQL, what may hurt, whether it was announced, and who else migrates its app."""
    setting = facts.migrations.setting
    risks = None if isinstance(facts.schema, Unseen) else tuple(_risks(facts))
    return tuple(
        Migrating(
            str(each.key),
            each.path,
            sqls[each.path],
            None if risks is None else tuple(risk for path, risk in risks if path == each.path),
            tuple(_said(setting, each.key.app)),
            tuple(_beside(setting, each)),
        )
        for each in migrations
    )


def unseen(facts: Facts) -> str:
    """Why nobody could look at history or at other branches, and what to do; empty where somebody could."""
    parts = (part for part in (facts.schema, facts.migrations.setting) if isinstance(part, Unseen))
    return next((f"{part.why}; {part.mend}" for part in parts), "")


def _risks(facts: Facts) -> Iterator[tuple[str, Risk]]:
    """What the guard of safe migrations says, by the paths that it is said of, waived or not."""
    result = judged(migration_safety.CHECK, facts)
    for finding in result.findings:
        yield _place(finding), _risk(finding, "nobody can tell" if finding.state is State.UNKNOWN else "")
    for waived in result.waived:
        yield _place(waived.finding), _risk(waived.finding, f"waived: {waived.waiver.reason}")


def _place(finding: Finding) -> str:
    return finding.where.path if finding.where else ""


def _risk(finding: Finding, mark: str) -> Risk:
    _, _, what = finding.what.partition(" ")  # after the name of the migration
    line = f"Line {finding.where.line} " if finding.where and finding.where.line else ""
    return Risk(f"{line}{what}", finding.why, finding.mend, mark)


def _said(setting: Setting | Unseen, app: str) -> Iterator[str]:
    if isinstance(setting, Setting):
        yield from (intent.words for intent in setting.own.intents if intent.app == app)


def _beside(setting: Setting | Unseen, migration: Migration) -> Iterator[Beside]:
    """Other branches that migrate an app, at the first of its migrations, and those that mean to."""
    if isinstance(setting, Unseen):
        return
    app = migration.key.app
    for clash in clashes(setting, setting.others):
        if clash.one.work is setting.own and clash.one.migration.path == migration.path:
            yield Beside(str(clash.other.work.branch), path=clash.other.migration.path)
    for work in setting.others:
        for intent in work.intents:
            if intent.app == app and intent not in setting.own.intents:
                yield Beside(str(work.branch), words=intent.words)
