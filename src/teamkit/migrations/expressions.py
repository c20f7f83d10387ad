"""Python expressions as far as a reader can tell their value without running them."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Computed(Enum):
    """The value that only a running program knows."""

    VALUE = "computed"


COMPUTED = Computed.VALUE


@dataclass(frozen=True)
class Symbol:
    """A name that is imported or defined elsewhere, such as `models.CASCADE`."""

    name: str


@dataclass(frozen=True)
class Call:
    """A call of something that has a name: `name` is the last part of it, without its module."""

    name: str
    positional: tuple["Value", ...]
    keywords: Mapping[str, "Value"]
    line: int


_COLLECTIONS = frozenset({"set", "frozenset", "tuple", "list"})

type Literal = str | bytes | bool | int | float | complex | None
type Value = Literal | Computed | Symbol | Call | tuple[Value, ...] | Mapping[Value, Value]


def value(expression: ast.expr) -> Value:
    """What an expression stands for; COMPUTED where that is not written there. Lists and sets are tuples."""
    match expression:
        case ast.Constant(value=constant) if constant is not ...:
            return constant
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return tuple(map(value, elements))
        case ast.Dict(keys=keys, values=values):
            return {_key(key): value(each) for key, each in zip(keys, values, strict=True)}
        case ast.Call():
            return _call(expression)
    name = dotted(expression)
    return Symbol(name) if name else COMPUTED


def dotted(expression: ast.expr) -> str | None:
    """A name with its modules, such as `migrations.AddField`; None for anything else."""
    match expression:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=inner, attr=name):
            module = dotted(inner)
            return module and f"{module}.{name}"
    return None


def _key(expression: ast.expr | None) -> Value:
    key = COMPUTED if expression is None else value(expression)
    return key if isinstance(key, str | int) else COMPUTED


def _call(call: ast.Call) -> Value:
    name = dotted(call.func)
    if name in _COLLECTIONS and not call.args:
        return ()
    is_open = any(keyword.arg is None for keyword in call.keywords) or any(
        isinstance(argument, ast.Starred) for argument in call.args
    )
    if name is None or is_open:
        return COMPUTED
    keywords = {keyword.arg: value(keyword.value) for keyword in call.keywords if keyword.arg}
    return Call(name.rpartition(".")[2], tuple(map(value, call.args)), keywords, call.lineno)
