"""Change which migrations a file names, and nothing else of it."""

import ast
from collections.abc import Iterator, Mapping

from teamkit.migrations.literal import assigned, parsed
from teamkit.migrations.model import Key
from teamkit.migrations.reading import FIELDS, migration_class


def renamed(text: bytes, names: Mapping[Key, Key]) -> bytes:
    """The text of a migration with other names in `dependencies`, `run_before` and `replaces`; every other sign stays.

    Raises Computed for a file that cannot be read.
    """
    lines = text.splitlines(keepends=True)
    mentions = [(key, node) for key, node in _mentions(parsed(text)) if key in names]
    for key, node in sorted(mentions, key=lambda mention: (mention[1].lineno, mention[1].col_offset), reverse=True):
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        before, after = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
        quote = lines[first][node.col_offset :][:1] if first == last else b'"'
        lines[first : last + 1] = [before + _quoted(names[key].name, quote) + after]
    return b"".join(lines)


def _mentions(module: ast.Module) -> Iterator[tuple[Key, ast.Constant]]:
    """Each migration that the class names, with the place of its name."""
    for statement in migration_class(module).body:
        field, value = assigned(statement)
        for node in ast.walk(value) if value and field in FIELDS else ():
            match node:
                case (
                    ast.Tuple(elts=[ast.Constant(value=str(app)), ast.Constant(value=str(name)) as place])
                    | ast.List(elts=[ast.Constant(value=str(app)), ast.Constant(value=str(name)) as place])
                ):
                    yield Key(app, name), place


def _quoted(name: str, quote: bytes) -> bytes:
    """A name in the quotes that stood there, or in plain ones where those were more than a sign."""
    mark = quote if quote in {b"'", b'"'} else b'"'
    return mark + name.encode() + mark
