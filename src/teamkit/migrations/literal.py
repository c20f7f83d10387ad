"""Parse a file, or say in one line what stands in the way."""

import ast
import re
import sys

PYTHON = f"Python {sys.version_info.major}.{sys.version_info.minor}"
"""Whose grammar files have to follow: that of a newer one has more."""
_MARKS = re.compile(rb"^(<{7}|>{7}) ", re.MULTILINE)


class Computed(Exception):
    """What only running the file could tell, and in which line."""

    def __init__(self, what: str, node: ast.AST | None = None) -> None:
        """Say what it is, and where."""
        super().__init__(f"line {getattr(node, 'lineno', 1)}: {what}" if node else what)


def parsed(text: bytes) -> ast.Module:
    """The syntax tree of a file. Raises Computed where it does not parse."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        marks = _MARKS.search(text)
        if marks:
            raise Computed(f"line {text.count(b'\n', 0, marks.start()) + 1}: holds conflict marks") from None
        line = f"line {error.lineno}: " if isinstance(error, SyntaxError) and error.lineno else ""
        why = getattr(error, "msg", None) or type(error).__name__
        raise Computed(f"{line}does not parse with {PYTHON} ({why})") from None


def assigned(statement: ast.AST) -> tuple[str, ast.expr | None]:
    """The name that a statement gives a value to, or adds to, and the value; no name where it does something else."""
    match statement:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            | ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value)
        ):
            return name, value
    return "", None


def shown(value: ast.AST) -> str:
    """Code, cut to one short line."""
    code = " ".join(ast.unparse(value).split())
    return code if len(code) <= 40 else f"{code[:39]}…"
