"""What GitLab says of who may do what, in the words of .gitlab/protection.yml."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter

_WORDS = {0: "nobody", 30: "developers", 40: "maintainers", 60: "administrators"}
NUMBERS = {word: number for number, word in _WORDS.items()}


class _Level(BaseModel):
    access_level: int | None = None
    user_id: int | None = None
    group_id: int | None = None
    deploy_key_id: int | None = None

    def __str__(self) -> str:
        """A role in one word; a user, a group or a key by its number."""
        numbered = {"user": self.user_id, "group": self.group_id, "deploy key": self.deploy_key_id}
        named = next((f"{what} {number}" for what, number in numbered.items() if number), None)
        return named or _WORDS.get(self.access_level or 0, f"level {self.access_level}")


_LEVELS = TypeAdapter(list[_Level])


def _who(levels: object) -> str:
    return ", ".join(sorted(map(str, _LEVELS.validate_python(levels)))) or "nobody"


_Who = Annotated[str, BeforeValidator(_who)]


class Protected(BaseModel):
    """A protected branch, or protected tags; None for what they do not have, or is not shown."""

    name: str
    push_access_level: Annotated[_Who | None, Field(alias="push_access_levels")] = None
    merge_access_level: Annotated[_Who | None, Field(alias="merge_access_levels")] = None
    create_access_level: Annotated[_Who | None, Field(alias="create_access_levels")] = None
    allow_force_push: bool | None = None
    code_owner_approval_required: bool | None = None
