"""Constraints that rows and released code may break."""

from teamkit.checks.safety.example import SHOP, Example
from teamkit.checks.safety.fields import is_unique
from teamkit.checks.safety.rule import Doubt, Rule, Situation
from teamkit.migrations.expressions import Call, Value


def demands_unique(at: Situation) -> str | None:
    """Uniqueness on a table that production has."""
    if at.model.is_new:
        return None
    match at.operation.name:
        case "AddConstraint" if _kind(at) == "UniqueConstraint":
            return f"makes values of {at.model.name} unique"
        case "AddField" | "AlterField":
            return _of_field(at)
        case "AlterUniqueTogether":
            return _of_sets(at)
    return None


def _of_field(at: Situation) -> str | None:
    if at.operation.name == "AddField":
        becomes_unique = at.field is not None and is_unique(at.field)
    else:
        becomes_unique = at.altered is not None and is_unique(at.altered.field) and not is_unique(at.altered.former)
    return f"makes {at.named} unique" if becomes_unique else None


def _of_sets(at: Situation) -> str | None:
    before = _sets(at.model.options.get("unique_together"))
    after = _sets(at.operation.arguments.get("unique_together"))
    if before is None or after is None:
        return Doubt(f"computes what is unique together in {at.model.name}")
    new = sorted(after - before)
    return f"makes {', '.join(map(' + '.join, new))} of {at.model.name} unique together" if new else None


def _sets(written: Value) -> frozenset[tuple[str, ...]] | None:
    """Names that are unique together: one tuple of them, or several; None where they are computed."""
    is_one = isinstance(written, tuple) and any(isinstance(each, str) for each in written)
    several = (written,) if is_one else written or ()
    if not isinstance(several, tuple):
        return None
    names = [tuple(name for name in each if isinstance(name, str)) for each in several if isinstance(each, tuple)]
    return frozenset(names) if tuple(names) == several else None


def checks_rows(at: Situation) -> str | None:
    """Another constraint that every row of a table must keep at once."""
    is_other = at.operation.name == "AddConstraint" and _kind(at) != "UniqueConstraint"
    if not is_other or at.model.is_new:
        return None
    return f"adds a {_kind(at)} to {at.model.name}"


def _kind(at: Situation) -> str:
    written = at.operation.arguments.get("constraint")
    return written.name if isinstance(written, Call) else ""


_UNIQUE = 'models.UniqueConstraint(fields=["note"], name="order_note")'
_CHECK = 'models.CheckConstraint(condition=Q(total__gte=0), name="order_total")'
_BUILT_BEFORE = f"""\
migrations.SeparateDatabaseAndState(
    database_operations=[
        migrations.RunSQL(
            [
                'CREATE UNIQUE INDEX CONCURRENTLY "order_note" ON "shop_order" ("note")',
                'ALTER TABLE "shop_order" ADD CONSTRAINT "order_note" UNIQUE USING INDEX "order_note"',
            ],
            'ALTER TABLE "shop_order" DROP CONSTRAINT "order_note"',
        ),
    ],
    state_operations=[
        migrations.AddConstraint("order", {_UNIQUE}),
    ],
),
"""

DEMANDS_UNIQUE = Rule(
    name="unique",
    title="Make values unique",
    why="It fails on the first two rows that are equal, stops all writing while the index is built, and released code "
    "does not expect to be refused.",
    steps=(
        "let the code keep the values unique, mend the rows that are equal, and release",
        "in a migration with `atomic = False`, build a unique index concurrently and take it for the constraint, by "
        "`RunSQL` in `database_operations` of `SeparateDatabaseAndState` with `AddConstraint` in `state_operations`",
    ),
    judge=demands_unique,
    red=(
        Example(f'migrations.AddConstraint("order", {_UNIQUE}),'),
        Example('migrations.AddField("order", "code", models.CharField(max_length=9, null=True, unique=True)),'),
        Example('migrations.AlterField("order", "note", models.CharField(max_length=100, null=True, unique=True)),'),
        Example('migrations.AlterUniqueTogether("order", {("customer", "note")}),'),
    ),
    green=(Example(_BUILT_BEFORE, atomic=False),),
    unknown=(Example('migrations.AlterUniqueTogether("order", {(name, "note") for name in NAMES}),'),),
)
CHECKS_ROWS = Rule(
    name="constraint",
    title="Add a constraint",
    why="PostgreSQL reads every row under a lock that stops everybody, and released code may write what it refuses.",
    steps=(
        "let the code keep the constraint, and release",
        "add it by `AddConstraintNotValid` of django.contrib.postgres.operations, which looks at new rows only",
        "mend the old rows, and add `ValidateConstraint` in a later migration",
    ),
    judge=checks_rows,
    red=(Example(f'migrations.AddConstraint("order", {_CHECK}),'),),
    green=(
        Example(f'AddConstraintNotValid("order", {_CHECK}),'),
        Example(
            'ValidateConstraint("order", "order_total"),',
            released=(SHOP, f'AddConstraintNotValid("order", {_CHECK}),'),
        ),
    ),
)
