"""Tables and columns that the released code still asks for."""

from teamkit.checks.safety.example import MODELS, SHOP, Example
from teamkit.checks.safety.rule import Doubt, Rule, Situation


def drops(at: Situation) -> str | None:
    """A column or table that goes while production's code still names it."""
    if at.model.is_new or at.operation.name not in {"RemoveField", "DeleteModel"}:
        return None
    is_used = _is_used(at)
    if is_used is None:
        return Doubt(f"drops {at.named}, and the files do not tell whether released code still uses it")
    return f"drops {at.named}, which released code still uses" if is_used else None


def _is_used(at: Situation) -> bool | None:
    if at.operation.name == "DeleteModel":
        return at.released.names_model(at.model.name)
    return at.released.names_field(at.model.name, at.operation.text("name"))


_ADD = 'migrations.AddField("order", "note", models.CharField(max_length=100, null=True)),'
_REMOVE = 'migrations.RemoveField("order", "note"),'

DROPS = Rule(
    name="drop",
    title="Drop a column or a table",
    why="Django names every column of a model in each query: until the last old process has ended, all of them fail.",
    steps=(
        "let the column be left out: `AlterField` with `null=True` or a `db_default`",
        "remove it from the code, with the `RemoveField` or `DeleteModel` in `state_operations` of "
        "`SeparateDatabaseAndState`, and release",
        "in one migration, tell Django of it again in `state_operations`, and drop it",
    ),
    judge=drops,
    red=(
        Example('migrations.RemoveField("order", "note"),'),
        Example('migrations.DeleteModel("Coupon"),'),
    ),
    green=(
        Example(
            f"migrations.SeparateDatabaseAndState(\n    state_operations=[\n        {_ADD}\n    ],\n),\n{_REMOVE}",
            released=(SHOP, f"migrations.SeparateDatabaseAndState(\n    state_operations=[{_REMOVE}],\n),"),
            models=MODELS.replace("note =", "# note ="),
        ),
        Example('migrations.DeleteModel("Coupon"),', models=MODELS.replace("Coupon", "Voucher")),
    ),
    unknown=(Example('migrations.RemoveField("order", "note"),', models="from shop.orders import *\n"),),
)
