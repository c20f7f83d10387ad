"""What GitLab knows of a project."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Annotated
from urllib.parse import quote

from pydantic import BaseModel, Field, TypeAdapter

from teamkit.forges.bots import is_bot
from teamkit.forges.client import Client
from teamkit.forges.gitlab_reviews import READY, Note, User, asked, reviews
from teamkit.forges.model import (
    Change,
    ChangedFile,
    ForbiddenError,
    MissingError,
    Opened,
    Proposal,
    Request,
    by_others,
)
from teamkit.forges.moments import Moment

_DEVELOPER = 30
_OWNER = 50
_LOCKED = {"blocked", "ldap_blocked", "banned"}


class _MergeRequest(BaseModel):
    iid: int
    title: str
    web_url: str
    draft: bool
    created_at: Moment
    updated_at: Moment
    source_branch: str
    source_project_id: int | None
    target_project_id: int
    target_branch: str
    sha: str | None
    author: User | None
    reviewers: list[User] = []


class _Diff(BaseModel):
    new_path: str
    new_file: bool
    renamed_file: bool
    deleted_file: bool


class _Member(BaseModel):
    username: str
    access_level: int
    state: str


class _Invitation(BaseModel):
    group_full_path: str
    group_access_level: int


class _Namespace(BaseModel):
    kind: str
    full_path: str


class _Source(BaseModel):
    path_with_namespace: str


class _Group(BaseModel):
    shared_with_groups: list[_Invitation]


class _Project(_Group):
    namespace: _Namespace


class _Opened(BaseModel):
    iid: int
    web_url: str
    target_branch: str
    source_project_id: int | None
    target_project_id: int


class _Written(BaseModel):
    description: str | None


class _Links(BaseModel):
    self: str


class _Person(User):
    id: int


class _Reviewed(BaseModel):
    reviewers: list[_Person]


class _Published(BaseModel):
    links: Annotated[_Links, Field(alias="_links")]


_MERGE_REQUEST = TypeAdapter(_MergeRequest)
_MERGE_REQUESTS = TypeAdapter(list[_MergeRequest])
_DIFFS = TypeAdapter(list[_Diff])
_NOTES = TypeAdapter(list[Note])
_MEMBERS = TypeAdapter(list[_Member])
_USERS = TypeAdapter(list[User])
_SOURCE = TypeAdapter(_Source)
_PROJECT = TypeAdapter(_Project)
_GROUP = TypeAdapter(_Group)
_OPENED = TypeAdapter(_Opened)
_OPENED_ALL = TypeAdapter(list[_Opened])
_WRITTEN = TypeAdapter(_Written)
_PEOPLE = TypeAdapter(list[_Person])
_REVIEWED = TypeAdapter(_Reviewed)
_PUBLISHED = TypeAdapter(_Published)


class GitLab:
    """A project on GitLab, gitlab.com or a server of one's own."""

    def __init__(self, client: Client, project: str) -> None:
        """Ask about `group/…/name`."""
        self._client = client
        self._project = project
        self._place = f"projects/{quote(project, safe='')}"

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def open_requests(self) -> tuple[Request, ...]:
        """Every open merge request, the oldest first."""
        query = {"state": "opened", "order_by": "created_at", "sort": "asc"}
        return tuple(map(self._request, self._client.pages(f"{self._place}/merge_requests", _MERGE_REQUESTS, **query)))

    def request(self, number: int) -> Request:
        """One merge request."""
        return self._request(self._client.get(f"{self._place}/merge_requests/{number}", _MERGE_REQUEST))

    def may_write(self, handles: Iterable[str]) -> Mapping[str, bool]:
        """Whether users and groups may push, as developers may; those that the token may not look up are left out."""
        looked = {handle: self._may_write(handle.lower()) for handle in handles}
        return {handle: may for handle, may in looked.items() if may is not None}

    # ── Changes ─────────────────────────────────────────────────────────────────────────────────

    def opened(self, source: str) -> tuple[Opened, ...]:
        """The open merge requests of a branch of the project."""
        query = {"state": "opened", "source_branch": source}
        found = self._client.pages(f"{self._place}/merge_requests", _OPENED_ALL, **query)
        return tuple(_opened(each) for each in found if each.source_project_id == each.target_project_id)

    def propose(self, proposal: Proposal) -> Opened:
        """Open a merge request between two branches of the project."""
        branches = {"source_branch": proposal.source, "target_branch": proposal.target}
        order = {**branches, "title": _title(proposal), "description": proposal.body}
        return _opened(self._client.order("POST", f"{self._place}/merge_requests", order, _OPENED))

    def body(self, number: int) -> str:
        """What a merge request says of itself."""
        return self._client.get(f"{self._place}/merge_requests/{number}", _WRITTEN).description or ""

    def rewrite(self, number: int, body: str) -> None:
        """Let a merge request say something else of itself."""
        self._client.order("PUT", f"{self._place}/merge_requests/{number}", {"description": body}, _WRITTEN)

    def revise(self, number: int, proposal: Proposal) -> None:
        """Let a merge request have another title and text; its title says whether it is a draft."""
        order = {"title": _title(proposal), "description": proposal.body}
        self._client.order("PUT", f"{self._place}/merge_requests/{number}", order, _WRITTEN)

    def ask(self, number: int, handles: Iterable[str]) -> tuple[str, ...]:
        """Ask people for a review of a merge request. GitLab takes the whole list, and on its free plan only one."""
        place = f"{self._place}/merge_requests/{number}"
        asked = [reviewer.id for reviewer in self._client.get(place, _REVIEWED).reviewers]
        found = (user.id for handle in handles for user in self._client.pages("users", _PEOPLE, username=handle))
        order = {"reviewer_ids": list(dict.fromkeys((*asked, *found)))}
        return tuple(each.username for each in self._client.order("PUT", place, order, _REVIEWED).reviewers)

    def release(self, tag: str, commit: str, notes: str) -> str:
        """Publish a release of a commit."""
        order = {"tag_name": tag, "ref": commit, "name": tag, "description": notes}
        return self._client.order("POST", f"{self._place}/releases", order, _PUBLISHED).links.self

    # ── Requests ────────────────────────────────────────────────────────────────────────────────

    def _request(self, found: _MergeRequest) -> Request:
        place = f"{self._place}/merge_requests/{found.iid}"
        author = found.author.username if found.author else None
        notes = list(self._client.pages(f"{place}/notes", _NOTES, sort="asc"))
        ready = found.created_at if found.draft else _readied(found, notes)
        acts = by_others(author, reviews(notes))
        return Request(
            number=found.iid,
            title=found.title,
            url=found.web_url,
            author=author,
            source=found.source_branch,
            source_repository=self._source(found),
            target=found.target_branch,
            head=found.sha or "",
            is_draft=found.draft,
            is_bots=is_bot(author),
            opened=found.created_at,
            ready=ready,
            updated=found.updated_at,
            files=tuple(map(_file, self._client.pages(f"{place}/diffs", _DIFFS))),
            asked=tuple(asked(found.reviewers, ready, acts)),
            reviews=acts,
        )

    def _source(self, found: _MergeRequest) -> str | None:
        """The path of the project that a request comes from."""
        if found.source_project_id == found.target_project_id:
            return self._project
        with suppress(MissingError, ForbiddenError):
            if found.source_project_id is not None:
                return self._client.get(f"projects/{found.source_project_id}", _SOURCE).path_with_namespace
        return None

    # ── Rights ──────────────────────────────────────────────────────────────────────────────────

    def _may_write(self, name: str) -> bool | None:
        if name in self._levels:
            return self._levels[name] >= _DEVELOPER
        with suppress(MissingError, ForbiddenError):
            return self._absent_user_may(name) if self._is_user(name) else self._group_may(name)
        return None

    def _absent_user_may(self, user: str) -> bool | None:
        """Nobody writes who has no right at all; what the others may, a group says that the token does not see."""
        return None if user in self._authorised else False

    def _group_may(self, group: str) -> bool:
        """Whether a group holds the project or is invited to it as developer, and has a developer itself."""
        members = self._members(f"groups/{quote(group, safe='')}/members/all")
        return self._groups.get(group, 0) >= _DEVELOPER and max(members.values(), default=0) >= _DEVELOPER

    def _is_user(self, name: str) -> bool:
        return "/" not in name and bool(list(self._client.pages("users", _USERS, username=name)))

    @cached_property
    def _levels(self) -> Mapping[str, int]:
        """The highest level of each member whom the token sees, those of groups included."""
        return self._members(f"{self._place}/members/all")

    @cached_property
    def _authorised(self) -> frozenset[str]:
        """Everybody who has any right in the project, through whatever group."""
        return frozenset(user.username.lower() for user in self._client.pages(f"{self._place}/users", _USERS))

    @cached_property
    def _groups(self) -> Mapping[str, int]:
        """The level at which each group takes part: those that hold the project, and those that somebody invited."""
        project = self._client.get(self._place, _PROJECT)
        holders = _with_those_above(project.namespace.full_path) if project.namespace.kind == "group" else ()
        above = (self._client.get(f"groups/{quote(path, safe='')}", _GROUP) for path in holders)
        levels = dict.fromkeys((path.lower() for path in holders), _OWNER)
        for invitation in chain(project.shared_with_groups, *(group.shared_with_groups for group in above)):
            path = invitation.group_full_path.lower()
            levels[path] = max(levels.get(path, 0), invitation.group_access_level)
        return levels

    def _members(self, place: str) -> Mapping[str, int]:
        levels: dict[str, int] = {}
        for member in self._client.pages(place, _MEMBERS):
            level = 0 if member.state in _LOCKED else member.access_level
            levels[member.username.lower()] = max(levels.get(member.username.lower(), 0), level)
        return levels


def _opened(found: _Opened) -> Opened:
    return Opened(found.iid, found.target_branch, found.web_url)


def _title(proposal: Proposal) -> str:
    return f"Draft: {proposal.title}" if proposal.is_draft else proposal.title


def _with_those_above(path: str) -> tuple[str, ...]:
    """The path of a group, and those of the groups that hold it."""
    return tuple(path.rsplit("/", up)[0] for up in range(path.count("/") + 1))


def _file(diff: _Diff) -> ChangedFile:
    kinds = ((diff.new_file, Change.ADDED), (diff.deleted_file, Change.DELETED), (diff.renamed_file, Change.RENAMED))
    return ChangedFile(diff.new_path, next((change for applies, change in kinds if applies), Change.MODIFIED))


def _readied(found: _MergeRequest, notes: Iterable[Note]) -> datetime:
    """When a merge request that is no draft was last said to be ready."""
    return max((note.created_at for note in notes if note.system and note.body == READY), default=found.created_at)
