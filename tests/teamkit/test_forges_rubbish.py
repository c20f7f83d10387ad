"""Whatever stands where an answer is expected, it is read or told in one line."""

import json
from pathlib import Path
from typing import Any

import pytest
from fake_forge.rubbish import anything, changed, places
from fake_forge.server import FakeForge, Fault
from fake_forge.state import File, Request, Review
from fake_forge.using import asking
from hypothesis import given, settings
from hypothesis import strategies as st

from teamkit.forges.model import Forge, ForgeError
from teamkit.forges.model import Request as Found


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
    forge.world.requests = [Request(1, files=[File("a.py")], reviews=[Review("alan")])]
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
