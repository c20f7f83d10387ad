"""Migrations without a way back."""

from teamkit.checks.safety.example import Example
from teamkit.checks.safety.rule import Rule, Situation

_WAYS = {"RunPython": "reverse_code", "RunSQL": "reverse_sql"}


def has_no_way_back(at: Situation) -> str | None:
    """Code or SQL that nobody can undo, and that does not say so."""
    way = _WAYS.get(at.operation.name)
    return f"runs {at.operation.name} without `{way}`" if way and at.operation.arguments.get(way) is None else None


HAS_NO_WAY_BACK = Rule(
    name="irreversible",
    title="Run code or SQL",
    why="When the release must be taken back, Django refuses to go back past this migration.",
    steps=("write `reverse_code` or `reverse_sql`; where nothing must be undone, `migrations.RunPython.noop` says so",),
    judge=has_no_way_back,
    red=(
        Example("migrations.RunPython(fill),"),
        Example('migrations.RunSQL("UPDATE shop_order SET total = 0"),'),
    ),
    green=(
        Example("migrations.RunPython(fill, migrations.RunPython.noop),"),
        Example('migrations.RunSQL("UPDATE shop_order SET total = 0", migrations.RunSQL.noop),'),
    ),
)
