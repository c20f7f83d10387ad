"""Rows that change in the same transaction as their table."""

import re

from teamkit.checks.safety.example import Example
from teamkit.checks.safety.rule import Rule, Situation
from teamkit.checks.safety.sql import statements
from teamkit.migrations.operations import STATE_ONLY, Operation, Reach

_BESIDE = STATE_ONLY | {"RunPython", "RunSQL", "CreateCollation", "RemoveCollation"}
_DATA = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE|WITH|COPY)\b", re.IGNORECASE)


def changes_data(at: Situation) -> str | None:
    """A change of rows in a migration that changes the schema too."""
    if not _is_data(at.operation):
        return None
    schema = next((other for other in at.script.operations if _is_schema(other)), None)
    return f"changes data in {at.operation.name}, beside {schema.name} in line {schema.line}" if schema else None


def _is_data(operation: Operation) -> bool:
    return operation.name == "RunPython" or (
        operation.name == "RunSQL" and any(map(_DATA.match, statements(operation) or ()))
    )


def _is_schema(operation: Operation) -> bool:
    is_beside = operation.name in _BESIDE or operation.name.endswith("Extension")
    return operation.is_known and operation.reach is not Reach.STATE and not is_beside


_FILL = "migrations.RunPython(fill, migrations.RunPython.noop),"

CHANGES_DATA = Rule(
    name="data-beside-schema",
    title="Change rows and the schema",
    why="PostgreSQL holds the lock of the table until every row is written, or stops with pending trigger events; "
    "without a transaction half of it stays when it fails.",
    steps=("move the change of rows into a migration of its own, before or after that of the schema",),
    judge=changes_data,
    red=(Example(f'migrations.AddField("order", "paid", models.BooleanField(null=True)),\n{_FILL}'),),
    green=(Example(_FILL),),
)
