"""What a handler of a fake forge is given, and how it refuses."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fake_forge.state import Sight, World

Route = tuple[str, str, Callable[..., Any]]


class RefusedError(Exception):
    """Another answer than the one that was hoped for."""

    def __init__(self, status: int, what: object = None, **more: object) -> None:
        super().__init__(what)
        self.status = status
        self.body = ({"message": what} if what else {}) | more


@dataclass(frozen=True)
class Made:
    """What is said of something new."""

    value: Any


@dataclass(frozen=True)
class Ask:
    """A question, and the token that it came with."""

    world: World
    query: Mapping[str, str]
    body: str
    token: str

    @property
    def order(self) -> Any:
        """What the body says."""
        return json.loads(self.body)

    @property
    def sight(self) -> Sight:
        """What the token opens."""
        return self.world.tokens[self.token]
