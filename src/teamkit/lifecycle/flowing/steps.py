"""The steps that a plan is made of."""

from dataclasses import dataclass

from teamkit.forges.model import Opened, Proposal


@dataclass(frozen=True, init=False)
class Git:
    """One command of git."""

    arguments: tuple[str, ...]

    def __init__(self, *arguments: str) -> None:
        """Write it as one types it."""
        object.__setattr__(self, "arguments", arguments)


@dataclass(frozen=True)
class Bump:
    """One commit with version and changelog on a branch that ends at `head`; `tag` is the one of the version before."""

    branch: str
    head: str
    version: str
    tag: str
    is_current: bool


@dataclass(frozen=True)
class Propose:
    """A request that the forge is asked to open; people open it on a page where it may not."""

    proposal: Proposal
    page: str


@dataclass(frozen=True)
class Revise:
    """A request that is open, and is to say what a proposal says."""

    opened: Opened
    proposal: Proposal


@dataclass(frozen=True)
class ByHand:
    """A request that people open themselves, on which page, and why."""

    proposal: Proposal
    page: str
    why: str


@dataclass(frozen=True)
class Publish:
    """A release on the forge, which makes its tag."""

    tag: str
    commit: str
    notes: str


@dataclass(frozen=True)
class Note:
    """What people are told, and nothing else."""

    words: str


type Step = Git | Bump | Propose | Revise | ByHand | Publish | Note
