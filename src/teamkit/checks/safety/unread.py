"""Operations that only their author can judge."""

import re

from teamkit.checks.safety.example import Example
from teamkit.checks.safety.rule import Doubt, Rule, Situation
from teamkit.checks.safety.sql import statements

_SCHEMA = re.compile(r"(ALTER|DROP|TRUNCATE|REINDEX|LOCK|CREATE\s+(UNIQUE\s+)?INDEX)\b", re.IGNORECASE)
_ACTION = re.compile(r",\s*(?=ADD\b|ALTER\b|DROP\b|RENAME\b)", re.IGNORECASE)
_SAFE = re.compile(
    r"\b(CONCURRENTLY|USING\s+INDEX|NOT\s+VALID|VALIDATE\s+CONSTRAINT|SET\s+DEFAULT|DROP\s+NOT\s+NULL)\b", re.IGNORECASE
)


def cannot_be_read(at: Situation) -> str | None:
    """What other rules would need, and the files do not say."""
    if not at.operation.is_known:
        return Doubt(f"runs {at.operation.name}, which is not an operation of Django's")
    return _of_sql(at) if at.operation.name == "RunSQL" else _of_field(at)


def _of_sql(at: Situation) -> str | None:
    found = statements(at.operation)
    if found is None:
        return Doubt("runs SQL that is computed")
    risky = next(filter(_is_risky, found), None)
    return Doubt(f"changes tables in SQL: {' '.join(risky.split()[:3])} …") if risky else None


def _is_risky(statement: str) -> bool:
    """Whether a statement changes a table in another way than by what holds nobody up."""
    return bool(_SCHEMA.match(statement)) and not all(map(_SAFE.search, _ACTION.split(statement)))


def _of_field(at: Situation) -> str | None:
    if "field" not in at.operation.arguments or at.model.is_new:
        return None
    if not at.field:
        return Doubt(f"writes {at.named} with options that are computed")
    is_unknown = at.operation.name == "AlterField" and not at.former
    return Doubt(f"alters {at.named}, and no migration before it tells what it was") if is_unknown else None


CANNOT_BE_READ = Rule(
    name="unread",
    title="Run SQL or operations of your own",
    why="Only Django's own operations, with their values written down, say what they do to which table.",
    steps=("write it with Django's operations, or let the schema owner read it and waive this finding",),
    judge=cannot_be_read,
    green=(Example("migrations.RunSQL(\"COMMENT ON TABLE shop_order IS 'Sales'\", migrations.RunSQL.noop),"),),
    unknown=(
        Example('migrations.RunSQL("DROP TABLE shop_coupon", migrations.RunSQL.noop),'),
        Example("migrations.RunSQL(STATEMENTS, migrations.RunSQL.noop),"),
        Example('AddTrigger("order"),'),
        Example('migrations.AlterField("order", "weight", models.IntegerField(unique=True)),'),
        Example('migrations.AddField("order", "paid", models.BooleanField(null=IS_NULL)),'),
    ),
)
