"""Compiles each template of Jinja once in a process: a render needs hundreds, and the next one needs the same."""

from typing import Any

from jinja2 import Environment

_compile = Environment.compile
_known: dict[tuple[object, ...], Any] = {}


def once(self: Environment, source: Any, name: Any = None, filename: Any = None, *others: Any) -> Any:
    """What Jinja compiles of a source, from memory where it was compiled by the same syntax in whichever file."""
    key = (type(self), self.lexer, source, name, others)
    if key not in _known:
        _known[key] = _compile(self, source, name, filename, *others)
    return _known[key]
