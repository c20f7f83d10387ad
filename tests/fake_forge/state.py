"""What a fake forge knows: one repository, its people, and what happens there."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
TOKEN = "recognisable-token-0123456789"  # noqa: S105


class Level(IntEnum):
    """What somebody may do, in GitLab's numbers."""

    NONE = 0
    READ = 20
    WRITE = 30
    MAINTAIN = 40
    ADMIN = 50


@dataclass
class File:
    """A file that a request touches."""

    path: str
    change: str = "modified"
    added: int = 0
    deleted: int = 0


@dataclass
class Review:
    """One act: approved, unapproved, changes requested, commented, said, dismissed, pending, readied, drafted, pushed.

    `head` is the commit that it is about; what is said is about none.
    """

    author: str | None
    act: str = "approved"
    at: datetime = START
    head: str | None = "1" * 40


@dataclass
class Request:
    """A request; `source_repository` is None where the fork is gone, `asked` are users and organisation/team.

    `commits` are the author dates of its commits, the oldest commit first, `landed` the commit that it was merged as.
    """

    number: int
    source: str = "feature/x"
    target: str = "develop"
    author: str | None = "ada"
    source_repository: str | None = "org/shop"
    head: str | None = "1" * 40
    is_open: bool = True
    is_draft: bool = False
    files: list[File] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    opened: datetime = START
    title: str = ""
    body: str | None = None
    commits: list[datetime | None] = field(default_factory=list)
    merged: datetime | None = None
    closed: datetime | None = None
    landed: str | None = None
    changed: datetime | None = None

    @property
    def updated(self) -> datetime:
        """When something happened to it last."""
        return self.changed or self.opened

    def happened(self, act: str, at: datetime, who: str | None = "ada", landed: str | None = None) -> None:
        """Let somebody do something: an act of a review, a push, or one of merged, closed and reopened."""
        self.changed = max(at, self.updated)
        match act:
            case "merged":
                self.is_open, self.merged, self.landed = False, at, landed
            case "closed":
                self.is_open, self.closed = False, at
            case "reopened":
                self.is_open, self.closed = True, None
            case _:
                self.reviews.append(Review(who, act, at, self.head))
                self.is_draft = {"readied": False, "drafted": True}.get(act, self.is_draft)
                self.commits += [at] if act == "pushed" else []


@dataclass
class Deployment:
    """A deployment: of GitHub each of its `states` with its time, of GitLab the one that it came to."""

    commit: str
    environment: str = "production"
    created: datetime = START
    states: list[tuple[str, datetime]] = field(default_factory=list)
    url: str | None = "https://example.com/run/1"
    has_job: bool = True

    @property
    def succeeded(self) -> datetime | None:
        """When it succeeded first."""
        return min((at for state, at in self.states if state == "success"), default=None)


@dataclass
class Issue:
    """An issue; `is_incident` is of GitLab alone. `reason` is why it was closed: completed, or a duplicate."""

    number: int
    title: str = "The shop is down"
    labels: list[str] = field(default_factory=lambda: ["incident"])
    body: str | None = "Everybody saw an error."
    opened: datetime = START
    closed: datetime | None = None
    changed: datetime | None = None
    reason: str | None = None
    is_incident: bool = False

    @property
    def updated(self) -> datetime:
        """When something happened to it last."""
        return self.changed or self.closed or self.opened


@dataclass
class Project:
    """A repository beside the one that everything happens in, as lists of an organisation show it."""

    path: str
    is_archived: bool = False
    is_fork: bool = False


@dataclass
class Group:
    """A team or group: its own members, what it may do in the repository, and whether everybody sees it.

    Where it was invited to a group that holds the repository, `through` names that one.
    """

    members: dict[str, Level] = field(default_factory=dict)
    level: Level | None = None
    is_hidden: bool = False
    through: str | None = None


@dataclass
class Sight:
    """What a token opens; one of a pipeline's job opens little, and one that only reads changes nothing.

    `is_scoped` marks an old token of GitHub, which is refused whole what it lacks the scope for. `operations` are
    deployments and issues.
    """

    repository: bool = True
    operations: bool = True
    is_reading: bool = False
    collaborators: bool = True
    teams: bool = True
    is_scoped: bool = False
    is_job: bool = False
    is_admin: bool = True


@dataclass
class Rules:
    """What a repository is held to, in the forge's own words; a free plan has less."""

    settings: dict[str, Any] = field(default_factory=dict)
    rulesets: dict[int, dict[str, Any]] = field(default_factory=dict)
    classic: dict[str, dict[str, Any]] = field(default_factory=dict)
    branches: dict[str, dict[str, Any]] = field(default_factory=dict)
    tags: dict[str, dict[str, Any]] = field(default_factory=dict)
    approvals: dict[str, Any] = field(
        default_factory=lambda: {
            "merge_requests_author_approval": True,
            "merge_requests_disable_committers_approval": False,
            "reset_approvals_on_push": False,
        }
    )
    approvers: list[dict[str, Any]] = field(default_factory=list)
    is_free: bool = False


@dataclass
class World:
    """Everything: `users` have an account and no right, and not every forge repeats links in an answer of 304.

    `releases` are commits and notes by tags, `most_reviewers` how many of a merge request the plan allows; a plan of
    GitHub may have no drafts.
    """

    path: str = "org/shop"
    bots: set[str] = field(default_factory=set)
    users: set[str] = field(default_factory=set)
    members: dict[str, Level] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    groups: dict[str, Group] = field(default_factory=dict)
    branches: set[str] = field(default_factory=lambda: {"main", "develop", "feature/x"})
    requests: list[Request] = field(default_factory=list)
    deployments: list[Deployment] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    most_reviewers: int = 99
    has_drafts: bool = True
    releases: dict[str, tuple[str, str]] = field(default_factory=dict)
    tokens: dict[str, Sight] = field(default_factory=lambda: {TOKEN: Sight()})
    rules: Rules = field(default_factory=Rules)
    projects: list[Project] = field(default_factory=list)
    page_size: int = 100
    has_links: bool = True
    repeats_links: bool = True

    def between(self, source: str, target: str) -> Request | None:
        """The open request between two branches."""
        known = (each for each in self.requests if each.is_open and (each.source, each.target) == (source, target))
        return next(known, None)

    def propose(self, source: str, target: str, title: str, body: str, *, is_draft: bool = False) -> Request:
        """Open a request."""
        number = 1 + max((each.number for each in self.requests), default=0)
        self.requests.append(Request(number, source, target, title=title, body=body, is_draft=is_draft))
        return self.requests[-1]

    def below(self, owner: str) -> list[Project]:
        """The repositories of an organisation, a user or a group, those of its subgroups included."""
        return [each for each in self.projects if each.path.startswith(f"{owner}/")]

    @property
    def accounts(self) -> set[str]:
        """Everybody who has an account."""
        return self.users | self.members.keys() | {name for group in self.groups.values() for name in group.members}
