"""Tables and columns that the released code knows by another name."""

from teamkit.checks.safety.example import Example
from teamkit.checks.safety.fields import column
from teamkit.checks.safety.rule import Doubt, Rule, Situation


def renames(at: Situation) -> str | None:
    """A column or table that gets another name while production's code asks for the old one."""
    if at.model.is_new:
        return None
    match at.operation.name:
        case "RenameField":
            return _of_field(at)
        case "AlterField":
            return _of_column(at)
        case "RenameModel":
            return None if at.model.options.get("db_table") else _of_model(at, at.operation.text("new_name"))
        case "AlterModelTable":
            table = at.operation.text("table") or f"{at.before.app}_{at.operation.model}"
            return None if table == at.before.table(at.operation.model) else _of_model(at, f"the table {table}")
    return None


def _of_field(at: Situation) -> str | None:
    old, new = at.operation.text("old_name"), at.operation.text("new_name")
    former = at.model.fields.get(old.lower())
    if former and former.keywords.get("db_column"):
        return None
    is_used = at.released.names_field(at.model.name, old)
    return _said(f"renames {at.model.name}.{old} to {new}", is_used=is_used)


def _of_column(at: Situation) -> str | None:
    name = at.operation.text("name")
    if not at.altered or column(at.altered.field, name) == column(at.altered.former, name):
        return None
    is_used = at.released.names_field(at.model.name, name)
    return _said(f"renames the column of {at.named} to {column(at.altered.field, name)}", is_used=is_used)


def _of_model(at: Situation, new: str) -> str | None:
    return _said(f"renames {at.model.name} to {new}", is_used=at.released.names_model(at.model.name))


def _said(what: str, *, is_used: bool | None) -> str | None:
    if is_used is None:
        return Doubt(f"{what}, and the files do not tell whether released code still uses the old name")
    return f"{what}, and released code still uses the old name" if is_used else None


_NOTE = "models.CharField(max_length=100, null=True"

RENAMES = Rule(
    name="rename",
    title="Rename a field or a model",
    why="Old and new code run beside each other during a deployment, and one of them asks for a name that is gone.",
    steps=(
        "keep the name in the database: before the rename, `AlterField` with `db_column` of the old name, or "
        "`AlterModelTable` with the table of the old name, which change nothing there",
        "rename in Python",
        "where the name in the database must change too, add a new column, write both, copy, read the new one, drop "
        "the old one, with a release after each",
    ),
    judge=renames,
    red=(
        Example('migrations.RenameField("order", "note", "remark"),'),
        Example('migrations.RenameModel("Order", "Purchase"),'),
        Example('migrations.AlterModelTable("order", "purchases"),'),
        Example(f'migrations.AlterField("order", "note", {_NOTE}, db_column="remark")),'),
    ),
    green=(
        Example(
            f'migrations.AlterField("order", "note", {_NOTE}, db_column="note")),\n'
            'migrations.RenameField("order", "note", "remark"),'
        ),
        Example('migrations.AlterModelTable("order", "shop_order"),\nmigrations.RenameModel("Order", "Purchase"),'),
    ),
    unknown=(Example('migrations.RenameModel("Order", "Purchase"),', models="from shop.orders import *\n"),),
)
