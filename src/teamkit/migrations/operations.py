"""What a migration does, operation by operation, as far as its file says so."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from teamkit.migrations.expressions import Call, Value, value
from teamkit.migrations.literal import Computed, assigned, parsed, shown
from teamkit.migrations.reading import migration_class, speaks_of

_OF_MODEL = ("name",)
_OF_PART = ("model_name", "name")
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "CreateModel": ("name", "fields", "options", "bases", "managers"),
    "DeleteModel": _OF_MODEL,
    "RenameModel": ("old_name", "new_name"),
    "AlterModelTable": ("name", "table"),
    "AlterModelTableComment": ("name", "table_comment"),
    "AlterUniqueTogether": ("name", "unique_together"),
    "AlterOrderWithRespectTo": ("name", "order_with_respect_to"),
    "AlterModelOptions": ("name", "options"),
    "AlterModelManagers": ("name", "managers"),
    "AddField": ("model_name", "name", "field", "preserve_default"),
    "AlterField": ("model_name", "name", "field", "preserve_default"),
    "RemoveField": _OF_PART,
    "RenameField": ("model_name", "old_name", "new_name"),
    "AddIndex": ("model_name", "index"),
    "AddIndexConcurrently": ("model_name", "index"),
    "RemoveIndex": _OF_PART,
    "RemoveIndexConcurrently": _OF_PART,
    "RenameIndex": ("model_name", "new_name", "old_name", "old_fields"),
    "AddConstraint": ("model_name", "constraint"),
    "AddConstraintNotValid": ("model_name", "constraint"),
    "AlterConstraint": ("model_name", "name", "constraint"),
    "ValidateConstraint": _OF_PART,
    "RemoveConstraint": _OF_PART,
    "RunPython": ("code", "reverse_code", "atomic", "hints", "elidable"),
    "RunSQL": ("sql", "reverse_sql", "state_operations", "hints", "elidable"),
    "SeparateDatabaseAndState": ("database_operations", "state_operations"),
    "CreateCollation": ("name", "locale"),
    "RemoveCollation": ("name", "locale"),
    "CreateExtension": ("name", "hints"),
    **dict.fromkeys(
        (
            f"{name}Extension"
            for name in ("Bloom", "BtreeGin", "BtreeGist", "CIText", "Crypto", "HStore", "Trigram", "Unaccent")
        ),
        ("hints",),
    ),
}
STATE_ONLY = frozenset({"AlterModelOptions", "AlterModelManagers", "AlterConstraint"})
_MODEL = ("model_name", "old_name", "name")
_NAMES = frozenset({"name", "model_name", "old_name", "new_name"})
_CALLS = frozenset({"field", "index", "constraint"})
_FIELDS = frozenset({"operations", "atomic"})


class Reach(Enum):
    """What an operation changes: the database, what Django thinks of it, or both."""

    BOTH = "both"
    DATABASE = "database"
    STATE = "state"


_INSIDE = (
    ("database_operations", Reach.DATABASE, Reach.STATE),
    ("state_operations", Reach.STATE, Reach.DATABASE),
)


@dataclass(frozen=True)
class Operation:
    """One operation by the name of its class, with its arguments by the names of its parameters.

    Where nobody but its author knows the class, `is_known` is false and nothing can be judged.
    """

    name: str
    line: int
    arguments: Mapping[str, Value]
    reach: Reach = Reach.BOTH
    is_known: bool = True

    @property
    def model(self) -> str:
        """The model that it changes, in small letters as Django compares it; empty where it changes none."""
        parameter = next((each for each in _MODEL if each in self.arguments), "")
        return self.text(parameter).lower()

    def text(self, parameter: str) -> str:
        """An argument that is a name; empty where there is none."""
        return str(self.arguments.get(parameter) or "")


@dataclass(frozen=True)
class Script:
    """The operations of one migration file in their order, those inside others unfolded.

    Where `unreadable` says what and where, nothing else is known, and nothing can be judged.
    """

    path: str
    operations: tuple[Operation, ...] = ()
    is_atomic: bool = True
    unreadable: str | None = None


def script(path: str, text: bytes) -> Script:
    """Read a migration file; what it computes makes it unreadable."""
    try:
        written = _written(migration_class(parsed(text)))
        operations = tuple(_operations(written["operations"])) if "operations" in written else ()
        return Script(path, operations, _is_atomic(written.get("atomic")))
    except Computed as why:
        return Script(path, unreadable=str(why))


class _Named(ast.NodeTransformer):
    """Puts lists in the place of the names that they were given before."""

    def __init__(self, lists: Mapping[str, ast.expr]) -> None:
        self.lists = lists

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.lists.get(node.id, node)


def _written(node: ast.ClassDef) -> dict[str, ast.expr]:
    """What the class itself says of operations and transactions, which its base must not add to."""
    written: dict[str, ast.expr] = {}
    lists: dict[str, ast.expr] = {}
    for statement in node.body:
        name, value = assigned(statement)
        given = None if isinstance(statement, ast.AugAssign) else value
        if given and name in _FIELDS:
            written[name] = _Named(lists).visit(given)
        elif isinstance(given, ast.List):
            lists[name] = given
        elif speaks_of(statement, *_FIELDS, *lists):
            raise Computed("what the migration does is computed", statement)
    for base in node.bases:
        if ast.unparse(base).rpartition(".")[2] != "Migration" and written.keys() != _FIELDS:
            raise Computed(f"operations or atomic may be inherited from {shown(base)}", base)
    return written


def _is_atomic(expression: ast.expr | None) -> bool:
    match expression:
        case None:
            return True
        case ast.Constant(value=bool(is_atomic)):
            return is_atomic
    raise Computed(f"atomic is computed: {shown(expression)}", expression)


def _operations(expression: ast.expr) -> Iterator[Operation]:
    if not isinstance(expression, ast.List | ast.Tuple):
        raise Computed(f"operations are computed: {shown(expression)}", expression)
    for element in expression.elts:
        yield from _unfolded(element, value(element), Reach.BOTH)


def _unfolded(element: ast.expr, operation: Value, reach: Reach) -> Iterator[Operation]:
    """An operation, followed by those inside it; `element` is the code that they stand in."""
    if not isinstance(operation, Call):
        raise Computed(f"an operation is computed: {shown(element)}", element)
    arguments = _arguments(element, operation)
    if operation.name != "SeparateDatabaseAndState":
        yield Operation(operation.name, operation.line, arguments, reach, is_known=operation.name in PARAMETERS)
    for parameter, changed, kept in _INSIDE:
        inner = arguments.get(parameter) or () if reach is not kept else ()
        for each in inner if isinstance(inner, tuple) else (inner,):
            yield from _unfolded(element, each, changed)


def _arguments(element: ast.expr, operation: Call) -> Mapping[str, Value]:
    parameters = PARAMETERS.get(operation.name, ())
    arguments = {**dict(zip(parameters, operation.positional, strict=False)), **operation.keywords}
    for name, argument in arguments.items():
        is_name = name not in _NAMES or isinstance(argument, str | None)
        is_call = name not in _CALLS or isinstance(argument, Call)
        if not (is_name and is_call):
            raise Computed(f"the {name} of {operation.name} is computed", element)
    return arguments
