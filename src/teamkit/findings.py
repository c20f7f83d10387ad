"""What a check says: the one vocabulary that every room of the tool shares."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The three answers of a check. Could not look is never a pass."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Place:
    """Where a finding is: a path relative to the repository's root, and a line counted from 1 where one is known."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        """The form that editors and terminals open."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Finding:
    """One judgement: which check, what it saw and where, why that matters, and the command or step that mends it.

    `identity` names what it is about where the words in which it is told change from day to day.
    """

    check: str
    state: State
    what: str
    where: Place | None = None
    why: str = ""
    mend: str = ""
    identity: str = ""


@dataclass(frozen=True)
class Unseen:
    """Why nobody could look at something, and what to do so that somebody can."""

    why: str
    mend: str


class Refusal(Exception):
    """Bad input, told in one line: file, line, key and remedy."""

    def __init__(self, what: str, where: Place | None = None) -> None:
        """Say what is wrong and what to do, and where."""
        super().__init__(f"{where}: {what}" if where else what)
