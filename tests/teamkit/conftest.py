"""A forge on loopback for the tests that ask one."""

from collections.abc import Iterator

import pytest
from fake_forge.server import FakeForge, serving
from fake_forge.state import World


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeForge]:
    """An empty repository, `org/shop`, on a forge that answers as both makes do."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(World()) as running:
        yield running
