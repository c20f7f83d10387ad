"""What an expression of a settings module comes to in an empty environment, without running it."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")
_ASKING = re.compile(r"env|config|getenv|secret|variable|setting", re.IGNORECASE)
_OFF = {"", "0", "false", "f", "no", "n", "off", "none"}
_METHODS = {"lower", "upper", "strip", "split", "casefold", "title"}
_TRUTH = re.compile(r"bool|truth|is_true|flag|\bint$")
_CASTS = ("list", "tuple", "set", "str")
_COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda one, other: one in other,
    ast.NotIn: lambda one, other: one not in other,
    ast.Is: operator.eq,
    ast.IsNot: operator.ne,
}


class Computed(Exception):
    """An expression whose value only running it would tell."""


@dataclass(frozen=True)
class Outcome:
    """A value, and whether it would be another one in another environment."""

    value: Any
    asks: bool = False


def is_on(value: Any) -> bool:
    """Whether a setting means yes; text may say no."""
    return value.strip().lower() not in _OFF if isinstance(value, str) else bool(value)


def outcome(node: ast.expr, names: Mapping[str, Outcome]) -> Outcome:
    """The value of an expression among names that are known. Raises Computed."""
    match node:
        case ast.Constant(value=value):
            return Outcome(value)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.List(elts=entries) | ast.Tuple(elts=entries) | ast.Set(elts=entries):
            return _listed(entries, names)
        case ast.Subscript(value=place) | place if _is_environment(place):
            return Outcome([] if place is node else None, asks=True)
        case ast.Call():
            return _called(node, names)
    return _combined(node, names)


def _is_environment(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in {"environ", "os.environ"}


def _combined(node: ast.expr, names: Mapping[str, Outcome]) -> Outcome:
    """What an operator makes of other expressions."""
    match node:
        case ast.BoolOp(op=op, values=values):
            return _either([outcome(value, names) for value in values], is_and=isinstance(op, ast.And))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            found = outcome(operand, names)
            return Outcome(not is_on(found.value), found.asks)
        case ast.IfExp(test=test, body=body, orelse=other):
            found = outcome(test, names)
            chosen = outcome(body if is_on(found.value) else other, names)
            return Outcome(chosen.value, chosen.asks or found.asks)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _together(operator.add, outcome(left, names), outcome(right, names))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
            return _together(_COMPARISONS[type(op)], outcome(left, names), outcome(right, names))
    raise Computed


def _listed(entries: list[ast.expr], names: Mapping[str, Outcome]) -> Outcome:
    """A list without the entries that cannot be read."""
    found: list[Any] = []
    asks = False
    for entry in entries:
        try:
            each = outcome(entry.value if isinstance(entry, ast.Starred) else entry, names)
        except Computed:
            continue
        found += each.value if isinstance(entry, ast.Starred) and isinstance(each.value, list) else [each.value]
        asks |= each.asks
    return Outcome(found, asks)


def _either(values: list[Outcome], *, is_and: bool) -> Outcome:
    asks = any(each.asks for each in values)
    deciding = (each.value for each in values[:-1] if is_on(each.value) is not is_and)
    return Outcome(next(deciding, values[-1].value), asks)


def _together(how: Callable[[Any, Any], Any], one: Outcome, other: Outcome) -> Outcome:
    try:
        return Outcome(how(one.value, other.value), one.asks or other.asks)
    except TypeError:
        raise Computed from None


def _called(node: ast.Call, names: Mapping[str, Outcome]) -> Outcome:
    """A question to the environment, a method of text, or a cast."""
    name = ast.unparse(node.func)
    if _asks(node, name):
        return Outcome(_default(node, names), asks=True)
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr=method), args=arguments) if method in _METHODS:
            found, given = outcome(inner, names), [outcome(each, names).value for each in arguments]
            if isinstance(found.value, str):
                return Outcome(getattr(found.value, method)(*given), found.asks)
        case ast.Call(args=[inner]) if name in _CASTS:
            return outcome(inner, names)
        case ast.Call(args=[inner]) if _TRUTH.search(name):
            found = outcome(inner, names)
            return Outcome(is_on(found.value), found.asks)
    raise Computed


def _asks(node: ast.Call, name: str) -> bool:
    """Whether a call asks for a variable of the environment, or for an attribute of what only production has."""
    match node.args:
        case [ast.Constant(value=str(variable)), *_]:
            return bool(_VARIABLE.fullmatch(variable) and _ASKING.search(name))
        case [_, ast.Constant(value=str(variable)), _]:
            return name == "getattr" and bool(_VARIABLE.fullmatch(variable))
    return False


def _default(node: ast.Call, names: Mapping[str, Outcome]) -> Any:
    """What a call gives where the environment says nothing; None where it asks for an answer."""
    named = next((each.value for each in node.keywords if each.arg == "default"), None)
    given = named or (node.args[-1] if len(node.args) > 1 else None)
    return outcome(given, names).value if given else None
