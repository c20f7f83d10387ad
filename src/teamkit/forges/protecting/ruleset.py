"""What a ruleset of GitHub says, without what GitHub adds to it."""

from typing import Any

from pydantic import BaseModel, model_validator

_WITHOUT_ID = {"OrganizationAdmin", "DeployKey"}  # GitHub answers another number than it was sent


class _Actor(BaseModel):
    actor_type: str
    actor_id: int | None = None
    bypass_mode: str = "always"

    @model_validator(mode="after")
    def _without_number(self) -> "_Actor":
        if self.actor_type in _WITHOUT_ID:
            self.actor_id = None
        return self


class _Rule(BaseModel):
    type: str
    parameters: dict[str, Any] | None = None


class _Refs(BaseModel):
    include: list[str] = []
    exclude: list[str] = []


class _Conditions(BaseModel):
    ref_name: _Refs = _Refs()


class Ruleset(BaseModel):
    """A ruleset; `bypass_actors` is None where they are not shown."""

    name: str
    target: str = "branch"
    enforcement: str
    bypass_actors: list[_Actor] | None = None
    conditions: _Conditions | None = None
    rules: list[_Rule] = []

    @property
    def body(self) -> dict[str, Any]:
        """What GitHub is sent."""
        return self.model_dump(exclude_none=True)
