"""Read a module of settings with those that it takes over, by its syntax alone."""

import ast
import warnings
from collections.abc import Callable, Iterable

from teamkit.findings import Place
from teamkit.projects.expressions import Computed, Outcome, is_on, outcome
from teamkit.projects.model import Settings, Value

type Finder = Callable[[str], tuple[str, bytes] | None]
"""The path and the text of a module, by its dotted name."""
_DEPTH = 12
_UPDATES = {"exec", "locals", "globals", "vars", "include"}
_IN_EVERY = "INSTALLED_APPS"


def read(module: str, find: Finder) -> Settings | None:
    """What a module of settings says; None where it is not in the repository."""
    found = find(module)
    if not found:
        return None
    reader = _Reader(find)
    reader.module(module, *found)
    is_open = reader.is_open or _IN_EVERY not in reader.values
    return Settings(module, found[0], reader.values, is_open)


def parsed(text: bytes) -> ast.Module | None:
    """The syntax of a module; None where it has none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _Reader:
    """The settings so far, statement by statement."""

    def __init__(self, find: Finder, within: tuple[str, ...] = ()) -> None:
        self.values: dict[str, tuple[Value, ...]] = {}
        self.is_open = False
        self._find = find
        self._within = within
        self._asks = False

    def module(self, name: str, path: str, text: bytes) -> None:
        """Take over what a module says."""
        tree = parsed(text)
        if tree is None or name in self._within or len(self._within) > _DEPTH:
            self.is_open = True
            return
        outer, self._within = self._within, (*self._within, name)
        self._statements(tree.body, name, path)
        self._within = outer

    def _statements(self, body: Iterable[ast.stmt], module: str, path: str) -> None:
        for statement in body:
            self._statement(statement, module, path)

    def _statement(self, statement: ast.stmt, module: str, path: str) -> None:
        match statement:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._assign(target, value, path)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._assign(target, value, path)
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                self._set(name, ast.copy_location(ast.BinOp(ast.Name(name), ast.Add(), value), value), path)
            case ast.ImportFrom():
                self._import(statement, module, path)
            case ast.If(test=test, body=body, orelse=other):
                self._branch(test, body, other, module, path)
            case ast.Try(body=body, handlers=handlers, orelse=other, finalbody=last):
                self._statements((*body, *other, *last), module, path)
                self._either((each for handler in handlers for each in handler.body), (), module, path)
            case ast.With(body=body):
                self._statements(body, module, path)
            case ast.Expr(value=ast.Call() as call) if _changes_all(call):
                self.is_open = True

    def _assign(self, target: ast.expr, value: ast.expr, path: str) -> None:
        match target, value:
            case ast.Name(id=name), _:
                self._set(name, value, path)
            case ast.Tuple(elts=names), ast.Tuple(elts=values) if len(names) == len(values):
                for each, its in zip(names, values, strict=True):
                    self._assign(each, its, path)

    def _set(self, name: str, value: ast.expr, path: str) -> None:
        where = Place(path, value.lineno)
        try:
            found = outcome(value, self._known)
            self.values[name] = (Value(where, found.value, found.asks or self._asks),)
        except Computed:
            self.values[name] = (Value(where, is_known=False),)

    @property
    def _known(self) -> dict[str, Outcome]:
        """The names that have one value."""
        single = ((name, values[0]) for name, values in self.values.items() if len(values) == 1)
        return {name: Outcome(value.value, value.asks) for name, value in single if value.is_known}

    def _branch(self, test: ast.expr, body: list[ast.stmt], other: list[ast.stmt], module: str, path: str) -> None:
        """Follow the branch that an empty environment takes, or both where nobody can tell."""
        try:
            found = outcome(test, self._known)
        except Computed:
            self._either(body, other, module, path)
            return
        was, self._asks = self._asks, self._asks or found.asks
        self._statements(body if is_on(found.value) else other, module, path)
        self._asks = was

    def _either(self, one: Iterable[ast.stmt], other: Iterable[ast.stmt], module: str, path: str) -> None:
        """Follow two branches, and keep what each of them gives."""
        before = dict(self.values)
        self._statements(one, module, path)
        after, self.values = self.values, before
        self._statements(other, module, path)
        for name, values in after.items():
            others = self.values.get(name, ())
            self.values[name] = (*values, *(value for value in others if value not in values))

    def _import(self, statement: ast.ImportFrom, module: str, path: str) -> None:
        """Take over what a module of the repository gives; what comes from elsewhere may set anything."""
        name = _absolute(statement, module, path)
        names = {alias.name: alias.asname or alias.name for alias in statement.names}
        found = self._find(name)
        if "*" in names and found:
            self.module(name, *found)
        elif "*" in names:
            self.is_open = True
        elif found and any(each.isupper() for each in names):
            inner = _Reader(self._find, self._within)
            inner.module(name, *found)
            self.values |= {names[each]: values for each, values in inner.values.items() if each in names}


def _absolute(statement: ast.ImportFrom, module: str, path: str) -> str:
    """The dotted name of a module that another one imports from."""
    if not statement.level:
        return statement.module or ""
    is_package = path.endswith("/__init__.py")
    parts = module.split(".")
    base = parts[: len(parts) - statement.level + is_package]
    return ".".join((*base, *filter(None, [statement.module])))


def _changes_all(call: ast.Call) -> bool:
    """Whether a statement may set any setting."""
    return any(isinstance(each, ast.Name) and each.id in _UPDATES for each in ast.walk(call))
