"""Read one migration file, from its text to what it says of itself, without running it."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from teamkit.migrations.literal import Computed, assigned, parsed, shown
from teamkit.migrations.model import FIRST, Key, Migration

FIELDS = ("dependencies", "run_before", "replaces")
_CLASS = "Migration"


def read(app: str, path: str, text: bytes, blob: str = "") -> Migration:
    """The migration that a file of an app defines; unreadable where its text does not say it literally."""
    key = Key(app, PurePosixPath(path).stem)
    try:
        fields = _fields(migration_class(parsed(text)))
    except Computed as why:
        return Migration(key, path, blob, unreadable=str(why))
    dependencies, run_before, replaces = (tuple(fields.get(name, ())) for name in FIELDS)
    return Migration(key, path, blob, dependencies, run_before, replaces)


# ── The class ───────────────────────────────────────────────────────────────────────────────────


def migration_class(module: ast.Module) -> ast.ClassDef:
    """The one class Migration, which nothing else in the file replaces or changes."""
    found = [node for node in module.body if isinstance(node, ast.ClassDef) and node.name == _CLASS]
    if not found:
        raise _absent(module)
    if len(found) > 1:
        raise Computed("a second class Migration", found[1])
    if found[0].decorator_list:
        raise Computed("the class Migration is decorated", found[0])
    for statement in module.body[module.body.index(found[0]) + 1 :]:
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef) and speaks_of(statement, _CLASS):
            raise Computed("Migration is changed after its class", statement)
    return found[0]


def _absent(module: ast.Module) -> Computed:
    """Why there is no class Migration at the top of the file."""
    for node in module.body:
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            return Computed("a star import, and no class Migration", node)
        if speaks_of(node, _CLASS):
            return Computed("Migration is no plain class at the top of the file", node)
    return Computed("has no class Migration")


def speaks_of(node: ast.AST, *names: str) -> bool:
    """Whether code uses, defines or imports one of these names."""
    roles = ("id", "attr", "name", "asname")
    return any(getattr(part, role, None) in names for part in ast.walk(node) for role in roles)


# ── Its fields ──────────────────────────────────────────────────────────────────────────────────


def _fields(node: ast.ClassDef) -> dict[str, list[Key]]:
    """What the class says of other migrations."""
    fields: dict[str, list[Key]] = {}
    for statement in node.body:
        name, value = assigned(statement)
        if value is not None and name in FIELDS:
            before = fields.get(name, []) if isinstance(statement, ast.AugAssign) else []
            fields[name] = [*before, *_keys(name, value)]
        elif name != "operations" and speaks_of(statement, *FIELDS):
            raise Computed("dependencies, run_before or replaces are computed", statement)
    if "dependencies" not in fields:
        _refuse_heirs(node)
    return fields


def _refuse_heirs(node: ast.ClassDef) -> None:
    """Raise Computed for a class without dependencies whose base may have some."""
    for base in node.bases:
        if ast.unparse(base).rpartition(".")[2] != _CLASS:
            raise Computed(f"dependencies may be inherited from {shown(base)}", base)


def _keys(field: str, value: ast.expr) -> Iterator[Key]:
    """The migrations that a literal list names; lists may be added together."""
    match value:
        case ast.List(elts=entries) | ast.Tuple(elts=entries):
            for entry in entries:
                yield from _entry(field, entry)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from _keys(field, left)
            yield from _keys(field, right)
        case _:
            raise Computed(f"{field} are computed: {shown(value)}", value)


def _entry(field: str, entry: ast.expr) -> Iterator[Key]:
    """One entry: a pair, or a swappable dependency, which names a migration only where its model is written out."""
    match entry:
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            match elements:
                case [ast.Constant(value=str(app)), ast.Constant(value=str(name))]:
                    yield Key(app, name)
                case _:
                    raise Computed(f"{field} hold what is no literal pair: {shown(entry)}", entry)
        case ast.Call(func=function, args=[ast.Constant(value=str(model))]) if _is_swappable(function):
            yield Key(model.partition(".")[0], FIRST)
        case ast.Call(func=function, args=[ast.Attribute(value=ast.Name(id="settings"))]) if _is_swappable(function):
            return
        case _:
            raise Computed(f"{field} hold what is no literal pair: {shown(entry)}", entry)


def _is_swappable(function: ast.expr) -> bool:
    return ast.unparse(function).rpartition(".")[2] == "swappable_dependency"
