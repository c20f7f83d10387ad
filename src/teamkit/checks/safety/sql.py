"""The SQL that a migration runs by itself."""

import re

from teamkit.migrations.expressions import Symbol, Value
from teamkit.migrations.operations import Operation

_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def statements(operation: Operation) -> tuple[str, ...] | None:
    """The statements of a RunSQL without their comments; None where they are computed."""
    sql = operation.arguments.get("sql")
    if isinstance(sql, Symbol) and sql.name.endswith("noop"):
        return ()
    texts = [_text(each) for each in (sql if isinstance(sql, tuple) else (sql,))]
    written = "\n;".join(text for text in texts if text is not None)
    return None if None in texts else tuple(filter(None, map(str.strip, _COMMENT.sub("", written).split(";"))))


def _text(statement: Value) -> str | None:
    """One entry of a list, which may be a pair with parameters."""
    text = statement[0] if isinstance(statement, tuple) and statement else statement
    return text if isinstance(text, str) else None
