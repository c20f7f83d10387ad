"""What somebody wishes to adopt, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from teamkit.findings import Finding
from teamkit.history.branches import Flow
from teamkit.lifecycle.adopting.guessing import Guess
from teamkit.lifecycle.adopting.people import Suggestion
from teamkit.lifecycle.adopting.standing import Kept
from teamkit.team.model import Waiver


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: parts (all for none), a template at a version, answers, people; or only a look."""

    modules: Sequence[str] = ()
    template: str | None = None
    version: str | None = None
    data: Mapping[str, str] = field(default_factory=dict)
    with_people: bool = False
    is_dry: bool = False


@dataclass(frozen=True)
class Delivery:
    """The branch with one commit on `base`, and the flow that it is named by; `is_new` unless it was there already."""

    branch: str
    base: str
    flow: Flow
    is_new: bool


@dataclass(frozen=True)
class Adoption:
    """What a repository gets of a template at a version: paths that are `added`, and those that it had, `changed`.

    `open` are parts that it does not have, `waivers` is what the baseline accepts and `red` what nobody could accept.
    Nothing is delivered where there is nothing to add.
    """

    template: str
    version: str
    guesses: tuple[Guess, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    open: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    red: tuple[Finding, ...] = ()
    people: tuple[Suggestion, ...] = ()
    delivery: Delivery | None = None
