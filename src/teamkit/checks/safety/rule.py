"""A rule of safe migrations: one function from an operation to a sentence, with the recipe that avoids it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from teamkit.checks.safety.example import Example
from teamkit.checks.safety.fields import is_computed
from teamkit.migrations.expressions import Call, Value
from teamkit.migrations.operations import Operation, Script
from teamkit.migrations.released import Code
from teamkit.migrations.state import Model, State


class Doubt(str):
    """A sentence about what nobody can tell from the files."""

    __slots__ = ()


class Altered(NamedTuple):
    """A field before and after an operation."""

    former: Call
    field: Call


@dataclass(frozen=True)
class Situation:
    """An operation of a new migration, what Django knows before it, and what production's code names."""

    operation: Operation
    script: Script
    before: State
    released: Code

    @property
    def model(self) -> Model:
        """The model that the operation changes."""
        return self.before.model(self.operation.model)

    @property
    def field(self) -> Call | None:
        """The field that the operation writes; None where there is none, or nobody can tell what it is."""
        return _told(self.operation.arguments.get("field"))

    @property
    def former(self) -> Call | None:
        """The field as it was; None where no migration tells."""
        return _told(self.model.fields.get(self.operation.text("name").lower()))

    @property
    def altered(self) -> Altered | None:
        """The field before and after; None where nothing is altered, or nobody can tell from what."""
        if self.operation.name != "AlterField" or not self.former or not self.field:
            return None
        return Altered(self.former, self.field)

    @property
    def named(self) -> str:
        """What the operation changes, as people write it."""
        part = self.operation.text("name") if "model_name" in self.operation.arguments else ""
        return f"{self.model.name}.{part}" if part else self.model.name


def _told(field: Value) -> Call | None:
    return field if isinstance(field, Call) and not is_computed(field) else None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a new migration must not do, why, and the steps that lead to the same end safely.

    `judge` gives a sentence that begins with a verb, a doubt, or None where the rule is kept. The first green example
    is where the steps lead.
    """

    name: str
    title: str
    why: str
    steps: tuple[str, ...]
    judge: Callable[[Situation], str | None]
    red: tuple[Example, ...] = ()
    green: tuple[Example, ...]
    unknown: tuple[Example, ...] = ()

    @property
    def recipe(self) -> str:
        """The steps as one clause of several lines."""
        return ";\nthen ".join(self.steps)
