"""What happened on a forge, in one vocabulary for GitHub and GitLab; every time is aware, in UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from teamkit.forges.model import Review


@dataclass(frozen=True)
class PastRequest:
    """A pull or merge request, open or not.

    `author` is None where the account is gone. `begun` is the earliest author date of its commits, None where the forge
    shows none. `ready` is when it was last marked as ready for review before it ended, or opened as such; None of one
    that is a draft. `closed` is set where it ended without a merge. `landed` is the full commit that brought it to its
    target, empty where there is none or nobody knows. `lines` are those that it adds and deletes, `files` the paths
    that it touches, `asked` the handles of people who were asked for a review and did not yet give it. `acts` are
    reviews and comments of others than the author, the oldest first.
    """

    number: int
    title: str
    url: str
    author: str | None
    is_bots: bool
    source: str
    target: str
    labels: tuple[str, ...]
    is_draft: bool
    begun: datetime | None
    opened: datetime
    ready: datetime | None
    merged: datetime | None
    closed: datetime | None
    updated: datetime
    landed: str
    lines: int
    files: tuple[str, ...]
    asked: tuple[str, ...]
    acts: tuple[Review, ...]

    @property
    def is_open(self) -> bool:
        """Whether it neither was merged nor closed."""
        return self.merged is None and self.closed is None


@dataclass(frozen=True)
class ForgeDeployment:
    """A deployment that succeeded: its full commit, its environment, and when it ended. `ref` is a branch or tag."""

    commit: str
    environment: str
    at: datetime
    ref: str
    url: str


@dataclass(frozen=True)
class ForgeIncident:
    """An issue about an incident; `body` is Markdown, as its form wrote it.

    `closed` is when it was closed last, None while it is open; `is_dismissed` says that it was closed as not planned.
    """

    number: int
    title: str
    url: str
    body: str
    opened: datetime
    closed: datetime | None
    is_dismissed: bool
    labels: tuple[str, ...]


class Past(Protocol):
    """What the tool asks of a forge's memory. Every method raises ForgeError."""

    def requests(self, since: datetime) -> tuple[PastRequest, ...]:
        """Every request that is open, or that something happened to since an instant; the oldest first."""

    def deployments(self, since: datetime) -> tuple[ForgeDeployment, ...]:
        """Every deployment since an instant that succeeded, the oldest first."""

    def incidents(self, labels: tuple[str, ...], since: datetime) -> tuple[ForgeIncident, ...]:
        """Every issue with one of these labels, and what the forge itself calls an incident; the oldest first."""

    def close(self) -> None:
        """Let go of its connections."""
