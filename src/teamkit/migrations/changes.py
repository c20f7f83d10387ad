"""An app whose schema a branch changes."""

from dataclasses import dataclass

from teamkit.migrations.operations import Script
from teamkit.migrations.released import Code


@dataclass(frozen=True)
class Step:
    """A migration in its place: `is_new` where this branch adds it, `is_released` where production has it."""

    script: Script
    is_new: bool = False
    is_released: bool = False


@dataclass(frozen=True)
class SchemaChange:
    """The migrations of an app in the order in which Django runs them, and what production's code names."""

    app: str
    steps: tuple[Step, ...]
    released: Code
