"""Whatever stands where an answer is expected, it is read or told in one line."""

import json
from pathlib import Path
from typing import Any

import pytest
from fake_forge.server import FakeForge, Fault
from fake_forge.state import File, Request, Review
from fake_forge.using import asking
from hypothesis import given, settings
from hypothesis import strategies as st

from teamkit.forges.model import Forge, ForgeError
from teamkit.forges.model import Request as Found

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


def told(forge: Forge) -> str | None:
    """What is told of the open requests; None where they could be read."""
    try:
        requests = forge.open_requests()
    except ForgeError as error:
        return str(error)
    assert all(isinstance(request, Found) for request in requests)
    return None


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_an_answer_that_is_wrong_somewhere_is_read_or_told(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, labels=["schema"], files=[File("a.py")], reviews=[Review("alan")])]
    with asking(forge, kind, tmp_path) as asked:
        asked.open_requests()
        truth = json.loads(forge.calls[0].answer)

        @settings(max_examples=100, deadline=None)
        @given(st.sampled_from(places(truth)), anything)
        def wrong(way: list[Any], other: Any) -> None:
            forge.faults.append(Fault(body=json.dumps(changed(truth, way, other))))
            said = told(asked)
            assert said is None or (said.startswith("http://127.0.0.1:") and "\n" not in said)

        wrong()
