"""Answers that are wrong somewhere."""

from typing import Any

from hypothesis import strategies as st

plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
anything = st.recursive(plain, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner))


def places(value: Any) -> list[list[Any]]:
    """The ways to everything inside of a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [[], *([step, *way] for step, inner in steps for way in places(inner))]


def changed(value: Any, way: list[Any], other: Any) -> Any:
    """A value with something else at one place."""
    if not way:
        return other
    copy = value.copy()
    copy[way[0]] = changed(value[way[0]], way[1:], other)
    return copy
