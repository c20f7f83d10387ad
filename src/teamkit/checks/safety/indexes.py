"""Indexes that are built while nobody may write."""

from teamkit.checks.safety.example import Example
from teamkit.checks.safety.fields import is_indexed
from teamkit.checks.safety.rule import Rule, Situation
from teamkit.checks.safety.sql import statements
from teamkit.migrations.operations import Operation


def builds_index(at: Situation) -> str | None:
    """An index on a table that production has."""
    if at.script.is_atomic and _is_concurrent(at.operation):
        return "builds or drops an index concurrently without `atomic = False`, which PostgreSQL refuses"
    is_locking = at.operation.name == "AddIndex" or _gets_index(at)
    return f"builds an index of {at.named} under a lock" if is_locking and not at.model.is_new else None


def _is_concurrent(operation: Operation) -> bool:
    if operation.name == "RunSQL":
        return any("CONCURRENTLY" in statement.upper() for statement in statements(operation) or ())
    return operation.name in {"AddIndexConcurrently", "RemoveIndexConcurrently"}


def _gets_index(at: Situation) -> bool:
    """Whether a field gets an index of its own that it had not before."""
    if at.altered:
        return is_indexed(at.altered.field) and not is_indexed(at.altered.former)
    return at.operation.name == "AddField" and at.field is not None and is_indexed(at.field)


_INDEX = 'models.Index(fields=["total"], name="order_total")'

BUILDS_INDEX = Rule(
    name="index",
    title="Add an index",
    why="PostgreSQL lets nobody write to the table until the index is built, unless it is built concurrently, which it "
    "does outside of a transaction only.",
    steps=(
        "write `db_index=False` on a field that brings an index of its own (ForeignKey, SlugField)",
        "name the index in `Meta.indexes`, and add it by `AddIndexConcurrently` of django.contrib.postgres.operations "
        "in a migration of its own with `atomic = False`",
    ),
    judge=builds_index,
    red=(
        Example(f'migrations.AddIndex("order", {_INDEX}),'),
        Example('migrations.AddField("order", "gift", models.ForeignKey("shop.Coupon", models.PROTECT, null=True)),'),
        Example('migrations.AlterField("order", "total", models.IntegerField(default=0, db_index=True)),'),
        Example(f'AddIndexConcurrently("order", {_INDEX}),'),
    ),
    green=(
        Example(f'AddIndexConcurrently("order", {_INDEX}),', atomic=False),
        Example(
            'migrations.AddField(\n    "order",\n    "gift",\n'
            '    models.ForeignKey("shop.Coupon", models.PROTECT, null=True, db_index=False),\n),'
        ),
    ),
)
