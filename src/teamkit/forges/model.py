"""What a forge knows, in one vocabulary for GitHub's pull requests and GitLab's merge requests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from teamkit.findings import Unseen
from teamkit.forges.moments import Moment


class ForgeError(Exception):
    """A forge did not answer, or answered what nobody can read: one line, without a secret."""

    def __init__(self, why: str, mend: str) -> None:
        """Say what happened, and what to do about it."""
        super().__init__(f"{why}; {mend}")
        self.unseen = Unseen(why, mend)


class BusyError(ForgeError):
    """A forge failed at what it was asked; less of it it may be able to do."""


class ForbiddenError(ForgeError):
    """What was asked for is not for this token to see."""


class ExistsError(ForgeError):
    """What was ordered is there already."""


class ScopeError(ForbiddenError):
    """A part of what was asked for needs a scope that the token lacks, so that nothing was answered."""


class PlanError(ForbiddenError):
    """What was asked for does not come with what is paid for the repository."""


class MissingError(ForgeError):
    """What was asked for does not exist, or a forge says so to a token that may not see it."""


class Change(StrEnum):
    """What a request does to a file."""

    ADDED = "added"
    MODIFIED = "modified"
    DELETED = "deleted"
    RENAMED = "renamed"


@dataclass(frozen=True)
class ChangedFile:
    """A file that a request touches, by its new path."""

    path: str
    change: Change


class Act(StrEnum):
    """What a reviewer did."""

    APPROVED = "approved"
    ASKED = "changes requested"
    COMMENTED = "commented"


@dataclass(frozen=True)
class Review:
    """One act of somebody else than the request's author; `author` is None where the account is gone.

    `is_current` says that no commit was added since.
    """

    author: str | None
    act: Act
    at: Moment
    is_bots: bool = False
    is_current: bool = True


@dataclass(frozen=True)
class Request:
    """An open pull or merge request. `author` and `source_repository` are None where account or fork are gone.

    `head` is the full commit of the source branch, empty where the forge knows none; times are aware and in UTC.
    `ready` is when it was last marked as ready for review, or opened as such; for a draft its opening. `asked` are the
    handles of people who were asked to review and did not yet, teams of GitHub as organisation/team, as far as the
    token sees them.
    """

    number: int
    title: str
    url: str
    author: str | None
    source: str
    source_repository: str | None
    target: str
    head: str
    is_draft: bool
    is_bots: bool
    opened: datetime
    ready: datetime
    updated: datetime
    files: tuple[ChangedFile, ...]
    asked: tuple[str, ...]
    reviews: tuple[Review, ...]


@dataclass(frozen=True)
class Proposal:
    """A request that is still to be opened; `body` is Markdown. A draft asks nobody for a review yet."""

    source: str
    target: str
    title: str
    body: str
    is_draft: bool = False


@dataclass(frozen=True)
class Opened:
    """A request that is open, by its number, its target, and the address where people read it."""

    number: int
    target: str
    url: str


def by_others(author: str | None, reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The reviews that the author of a request did not write; of accounts that are gone nobody knows, so they stay."""
    return tuple(review for review in reviews if review.author is None or review.author != author)


class Forge(Protocol):
    """What the tool asks of a forge. Every method raises ForgeError."""

    def open_requests(self) -> tuple[Request, ...]:
        """Every open request, the oldest first."""

    def request(self, number: int) -> Request:
        """One request, open or not. Raises MissingError where there is none of that number to see."""

    def may_write(self, handles: Iterable[str]) -> Mapping[str, bool]:
        """Whether users and groups may push, by their handles; those that could not be looked up are left out."""

    def opened(self, source: str) -> tuple[Opened, ...]:
        """The open requests of a branch of this repository, which forks may have too."""

    def propose(self, proposal: Proposal) -> Opened:
        """Open a request; its branches are on the forge already. Raises ExistsError where one of both is open."""

    def body(self, number: int) -> str:
        """What a request says of itself, in Markdown."""

    def rewrite(self, number: int, body: str) -> None:
        """Let a request say something else of itself."""

    def revise(self, number: int, proposal: Proposal) -> None:
        """Let a request have the title and the text of a proposal; on GitHub it stays a draft where it is one."""

    def ask(self, number: int, handles: Iterable[str]) -> tuple[str, ...]:
        """Ask people for a review of a request, beside those who are asked; the handles of everybody who is then."""

    def release(self, tag: str, commit: str, notes: str) -> str:
        """Publish a commit under a tag, which is made where it is missing, with notes in Markdown; its address.

        Raises ExistsError where the tag was published already.
        """

    def close(self) -> None:
        """Let go of its connections."""
