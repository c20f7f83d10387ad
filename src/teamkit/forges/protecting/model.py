"""One vocabulary for rules: those that files want, those in force, and the orders that lead from one to the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from teamkit.findings import Unseen


class Kind(StrEnum):
    """The kinds of rule, as people read them."""

    RULESET = "ruleset"
    ORGANISATION = "organisation's ruleset"
    CLASSIC = "classic protection of"
    REPOSITORY = "repository settings"
    BRANCH = "protected branch"
    TAG = "protected tag"
    PROJECT = "project settings"
    APPROVALS = "approval settings"
    APPROVERS = "approval rule"


@dataclass(frozen=True)
class Rule:
    """A rule by its kind and name, with all that it says.

    `where` is the file that wants it, or the place below the repository's address where the forge keeps it.
    """

    kind: Kind
    name: str
    body: Mapping[str, Any]
    where: str = ""

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.kind} {self.name}".strip()


@dataclass(frozen=True)
class Live:
    """What a forge says is in force.

    `unseen` tells of kinds of rule that it did not show at all, `hidden` of the keys that it left out of the others.
    """

    rules: tuple[Rule, ...]
    hidden: Unseen
    unseen: Mapping[Kind, Unseen] = field(default_factory=dict)


@dataclass(frozen=True)
class Order:
    """A change that a forge is asked for."""

    method: str
    path: str
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Edit:
    """One key of a rule that is to be another; None stands for what is not there."""

    key: str
    now: object
    wanted: object


@dataclass(frozen=True)
class Difference:
    """A wanted rule and what is in force of it, None where nothing is."""

    wanted: Rule
    live: Rule | None
    edits: tuple[Edit, ...] = ()


class Keeper(Protocol):
    """Whoever keeps the rules of one repository. Every method raises ForgeError."""

    kinds: frozenset[Kind]

    def live(self, wanted: Sequence[Rule]) -> Live:
        """What is in force where these rules are wanted."""

    def orders(self, difference: Difference) -> tuple[Order, ...]:
        """What to ask for, so that a rule says what is wanted of it."""

    def send(self, order: Order) -> None:
        """Ask for a change."""

    def close(self) -> None:
        """Let go of its connections."""
