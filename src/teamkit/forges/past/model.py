"""What happened on a forge, in one vocabulary for GitHub and GitLab; every time is aware, in UTC."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from teamkit.findings import Unseen
from teamkit.forges.model import Review
from teamkit.forges.moments import Moment

type Progress = Callable[[int, int | None], None]
"""Is told how many were read, and of how many; None where a forge does not say."""


@dataclass(frozen=True)
class PastRequest:
    """A pull or merge request, open or not.

    `author` is None where the account is gone. `begun` is the earliest author date of its commits, None where the forge
    shows none. `ready` is when it was last marked as ready for review before it ended, or opened as such; None of one
    that is a draft. `closed` is set where it ended without a merge. `landed` is the full commit that brought it to its
    target, empty where there is none or nobody knows. `lines` are those that it adds and deletes, `files` the paths
    that it touches, `asked` the handles of people who were asked for a review and did not yet give it. `acts` are
    reviews and comments of others than the author, the oldest first. Of more than a hundred commits the oldest hundred
    were looked at, of paths, reviews and comments the first.
    """

    number: int
    title: str
    url: str
    author: str | None
    is_bots: bool
    source: str
    target: str
    is_draft: bool
    begun: Moment | None
    opened: Moment
    ready: Moment | None
    merged: Moment | None
    closed: Moment | None
    updated: Moment
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
    """A deployment that succeeded: its full commit, its environment, and when it ended."""

    commit: str
    environment: str
    at: Moment
    url: str


@dataclass(frozen=True)
class ForgeIncident:
    """An issue about an incident; `body` is Markdown, as its form wrote it.

    `closed` is when it was closed last, None while it is open; `is_dismissed` says that it was closed as not planned.
    `updated` is when something happened to it last.
    """

    number: int
    title: str
    url: str
    body: str
    opened: Moment
    closed: Moment | None
    updated: Moment
    is_dismissed: bool


@dataclass(frozen=True)
class Read[T]:
    """What a forge said when it was asked last, at `asked_at`; None where it never answered.

    `unseen` says why it did not answer this time, `notes` what else a reader has to know.
    """

    value: T
    asked_at: datetime | None
    unseen: Unseen | None = None
    notes: tuple[str, ...] = ()


class Past(Protocol):
    """What the tool asks of a forge's memory; where the forge is silent, what it said last is answered."""

    def requests(self, since: datetime, told: Progress = ...) -> Read[tuple[PastRequest, ...]]:
        """Every request that is open, or that something happened to since an instant; the oldest first."""

    def deployments(self, environments: tuple[str, ...], since: datetime) -> Read[tuple[ForgeDeployment, ...]]:
        """Every deployment to these environments that succeeded since an instant, the oldest first."""

    def environments(self) -> tuple[str, ...]:
        """Where each of the latest deployments that succeeded went to; none where the forge does not say."""

    def incidents(self, labels: tuple[str, ...], since: datetime) -> Read[tuple[ForgeIncident, ...]]:
        """Every issue with one of these labels, and what the forge itself calls an incident; the oldest first.

        Those are left out that nothing happened to since an instant.
        """

    def close(self) -> None:
        """Let go of its connections."""


class Reader(Protocol):
    """What one make of forge answers, in no order. Every method raises ForgeError."""

    def changed(self, since: datetime, told: Progress) -> tuple[PastRequest, ...]:
        """The requests that something happened to since an instant."""

    def quiet(self, since: datetime, told: Progress) -> tuple[PastRequest, ...]:
        """The open requests that nothing happened to since an instant."""

    def gone(self, numbers: Collection[int]) -> frozenset[int]:
        """Which of these requests, that were open, are so no more without anything having happened to them."""

    def deployments(self, environments: tuple[str, ...], since: datetime) -> tuple[ForgeDeployment, ...]:
        """The deployments to these environments that succeeded since an instant."""

    def environments(self) -> tuple[str, ...]:
        """Where each of the latest deployments that succeeded went to."""

    def incidents(self, labels: tuple[str, ...], since: datetime) -> tuple[ForgeIncident, ...]:
        """The incidents that something happened to since an instant."""

    def close(self) -> None:
        """Let go of the connections."""
