"""How the repositories of a fleet stand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from teamkit.findings import State, Unseen


@dataclass(frozen=True)
class Adopted:
    """What a repository has of a template: its version, how many releases came after it, and what was taken.

    `template` is an address that may be printed, `newest` is empty where no release is known, `kept` are the files
    that the repository kept as its own.
    """

    template: str
    version: str
    newest: str
    behind: int | Unseen
    profile: str
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """What one check came to in a repository, and the first thing that it said."""

    check: str
    state: State
    said: str = ""


@dataclass(frozen=True)
class Standing:
    """A repository; None stands for what a repository does not have because nobody adopted anything there.

    `updated` is when the answers of the template changed last.
    """

    name: str
    group: str | None
    address: str
    head: str | Unseen
    adopted: Adopted | Unseen | None
    checks: tuple[Judged, ...] | Unseen
    updated: datetime | Unseen | None

    @cached_property
    def failing(self) -> tuple[str, ...]:
        """The checks that are red."""
        return self._of(State.FAIL)

    @cached_property
    def untold(self) -> tuple[str, ...]:
        """The checks that looked and could not tell."""
        return self._of(State.UNKNOWN)

    @cached_property
    def unseen(self) -> tuple[Unseen, ...]:
        """Everything that nobody could look at, each reason once."""
        parts = (self.head, self.adopted, self.checks, self.updated)
        behind = self.adopted.behind if isinstance(self.adopted, Adopted) else None
        return tuple(dict.fromkeys(part for part in (*parts, behind) if isinstance(part, Unseen)))

    def _of(self, state: State) -> tuple[str, ...]:
        checks = () if isinstance(self.checks, Unseen) else self.checks
        return tuple(judged.check for judged in checks if judged.state is state)


@dataclass(frozen=True)
class Fleet:
    """All repositories by name; `left_out` says which nobody looked at on purpose, `unlisted` what could not be read.

    `checks` are all that a repository is held to.
    """

    at: datetime
    repositories: tuple[Standing, ...]
    checks: Mapping[str, str]
    left_out: tuple[str, ...] = ()
    unlisted: tuple[Unseen, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 everything was seen and is green, 1 something is red, 2 nothing is red but not all could be looked at."""
        if any(standing.failing for standing in self.repositories):
            return 1
        blind = any(standing.unseen or standing.untold for standing in self.repositories)
        return 2 if blind or self.unlisted else 0

    def share(self, check: str) -> Counter[State]:
        """How many repositories a check passes, fails, or cannot tell in; where nobody looked it cannot tell."""
        return Counter(_state(standing, check) for standing in self.repositories)


def _state(standing: Standing, check: str) -> State:
    judged = () if isinstance(standing.checks, Unseen) else standing.checks
    return next((each.state for each in judged if each.check == check), State.UNKNOWN)
