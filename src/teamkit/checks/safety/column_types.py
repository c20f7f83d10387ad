"""Columns that get another type."""

from teamkit.checks.safety.example import Example
from teamkit.checks.safety.fields import column_type, size
from teamkit.checks.safety.rule import Rule, Situation
from teamkit.migrations.expressions import Call


def changes_type(at: Situation) -> str | None:
    """A column whose values PostgreSQL must write anew, or read again."""
    if not at.altered or at.model.is_new:
        return None
    former, field = at.altered
    old, new = column_type(former), column_type(field)
    if old == new:
        return _resized(at, former, field)
    widens = (old, new) == ("varchar", "TextField")
    return None if widens else f"changes the type of {at.named} from {former.name} to {field.name}"


def _resized(at: Situation, former: Call, field: Call) -> str | None:
    before, after = size(former), size(field)
    is_less = after.digits < before.digits or after.places != before.places
    return f"changes the size of {at.named} from {before} to {after}" if is_less else None


CHANGES_TYPE = Rule(
    name="column-type",
    title="Change the type of a column",
    why="PostgreSQL writes or reads the whole table under a lock that stops everybody, and released code writes values "
    "of the old type.",
    steps=(
        "add a column of the new type that accepts NULL, write both, and release",
        "copy the old values in batches, in a migration of their own",
        "read the new column, and release",
        "drop the old one by the recipe `drop`",
    ),
    judge=changes_type,
    red=(
        Example('migrations.AlterField("order", "total", models.BigIntegerField(default=0)),'),
        Example('migrations.AlterField("order", "note", models.CharField(max_length=50, null=True)),'),
    ),
    green=(
        Example('migrations.AddField("order", "sum", models.BigIntegerField(null=True)),'),
        Example('migrations.AlterField("order", "note", models.CharField(max_length=200, null=True)),'),
        Example('migrations.AlterField("order", "note", models.TextField(null=True)),'),
    ),
)
