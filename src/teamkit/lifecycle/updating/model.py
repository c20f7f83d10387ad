"""What an update would do, file by file, before anybody does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from teamkit.findings import Unseen


class Kind(StrEnum):
    """What becomes of one file."""

    NEW = "new"
    UPDATED = "updated"
    MERGED = "merged"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    CONFLICT = "conflict"
    EDIT_LOST = "edit would be lost"
    NOT_DELIVERED = "not delivered"
    COLLIDES = "collides"

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody has to look before that may happen."""
        return self in {Kind.CONFLICT, Kind.EDIT_LOST, Kind.NOT_DELIVERED, Kind.COLLIDES}


@dataclass(frozen=True)
class Outcome:
    """What becomes of a file; `why` says it in words, `renamed` is the name that the template gives it now."""

    path: str
    kind: Kind
    why: str
    renamed: str | None = None


@dataclass(frozen=True)
class Question:
    """A question that the newer version asks for the first time; `default` is its answer where nobody gives one."""

    name: str
    default: object
    help: str


@dataclass(frozen=True)
class Trial:
    """What one command came to before and after: names of what failed, or why nobody could look."""

    command: str
    before: frozenset[str] | Unseen
    after: frozenset[str] | Unseen

    @property
    def broken(self) -> frozenset[str] | Unseen:
        """What fails after the update and did not before."""
        if isinstance(self.after, Unseen):
            return self.after
        return self.before if isinstance(self.before, Unseen) else self.after - self.before

    @property
    def known(self) -> frozenset[str]:
        """What fails after the update as it did before."""
        if isinstance(self.after, Unseen) or isinstance(self.before, Unseen):
            return frozenset()
        return self.after & self.before


@dataclass(frozen=True)
class Rehearsal:
    """An update from one version of a template to another, as it would come out on a commit.

    `news` is what the template's changelog says between both, `message` what it tells those who update, `trials` are
    checks and tests that ran on the result, `dirty` the files that it touches and that are not committed as they are.
    """

    template: str
    before: str
    after: str
    head: str
    outcomes: tuple[Outcome, ...]
    questions: tuple[Question, ...] = ()
    news: str = ""
    trials: tuple[Trial, ...] = ()
    message: str = ""
    dirty: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether there is nothing to take."""
        return all(outcome.kind is Kind.UNCHANGED for outcome in self.outcomes)

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many files come out as what."""
        kinds = [outcome.kind for outcome in self.outcomes]
        return {kind: kinds.count(kind) for kind in Kind}

    @property
    def exit_code(self) -> int:
        """0 safe, 1 a person is needed, 2 nobody could look at something that was to be looked at."""
        broken = [trial.broken for trial in self.trials]
        if any(outcome.kind.needs_a_person for outcome in self.outcomes) or any(
            failures for failures in broken if not isinstance(failures, Unseen)
        ):
            return 1
        return 2 if any(isinstance(failures, Unseen) for failures in broken) else 0
