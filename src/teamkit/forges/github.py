"""What GitHub knows of a repository."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Annotated
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel

from teamkit.forges.bots import is_bot
from teamkit.forges.client import Client, Moment
from teamkit.forges.model import (
    Act,
    Change,
    ChangedFile,
    ForbiddenError,
    ForgeError,
    MissingError,
    Opened,
    PlanError,
    Proposal,
    Request,
    Review,
    ScopeError,
    by_others,
)

# One query for fifty requests with all that belongs to them, where REST takes three calls a request. What a request has
# beyond the first hundred files is asked for with it alone; beyond a hundred reviews nothing is. A token that may not
# read the organisation learns no names of teams, and where it has scopes, the whole query is refused for asking.
_FILES = "pageInfo { hasNextPage endCursor } nodes { path changeType }"
_ACTOR = "__typename login"
_TEAM = "... on Team { combinedSlug }"
_REQUEST = f"""
number title url isDraft createdAt updatedAt headRefName headRefOid baseRefName
author {{ {_ACTOR} }}
headRepository {{ nameWithOwner }}
labels(first: 100) {{ nodes {{ name }} }}
files(first: 100) {{ {_FILES} }}
reviews(first: 100) {{ nodes {{ author {{ {_ACTOR} }} commit {{ oid }} state submittedAt }} }}
reviewRequests(first: 100) {{ nodes {{ requestedReviewer {{ ... on Actor {{ {_ACTOR} }} {_TEAM} }} }} }}
readied: timelineItems(itemTypes: [READY_FOR_REVIEW_EVENT], last: 1) {{
  nodes {{ ... on ReadyForReviewEvent {{ createdAt }} }}
}}
"""
_REQUESTS = f"""
query($owner: String!, $name: String!, $after: String) {{
  repository(owner: $owner, name: $name) {{
    found: pullRequests(states: [OPEN], first: 50, after: $after, orderBy: {{field: CREATED_AT, direction: ASC}}) {{
      pageInfo {{ hasNextPage endCursor }}
      nodes {{
        {_REQUEST}
      }}
    }}
  }}
}}
"""
_ONE_REQUEST = f"""
query($owner: String!, $name: String!, $number: Int!) {{
  repository(owner: $owner, name: $name) {{
    found: pullRequest(number: $number) {{ {_REQUEST} }}
  }}
}}
"""
_MORE_FILES = f"""
query($owner: String!, $name: String!, $number: Int!, $after: String) {{
  repository(owner: $owner, name: $name) {{
    found: pullRequest(number: $number) {{ files(first: 100, after: $after) {{ {_FILES} }} }}
  }}
}}
"""
_CHANGES = {"ADDED": Change.ADDED, "COPIED": Change.ADDED, "DELETED": Change.DELETED, "RENAMED": Change.RENAMED}
_ACTS = {"APPROVED": Act.APPROVED, "CHANGES_REQUESTED": Act.ASKED}
_WRITES = {"admin": True, "maintain": True, "write": True, "triage": False, "read": False, "none": False}
_WITH_RIGHTS = "application/vnd.github.v3.repository+json"


class _Part(BaseModel):
    """A part of an answer; what is not named here is not read."""

    model_config = ConfigDict(alias_generator=to_camel)


class _PageInfo(_Part):
    has_next_page: bool
    end_cursor: str | None


class _Nodes[T](_Part):
    nodes: list[T]


class _Page[T](_Nodes[T]):
    page_info: _PageInfo


class _Actor(_Part):
    typename: Annotated[str, Field(alias="__typename")] = "User"
    login: str

    @property
    def is_bot(self) -> bool:
        return self.typename == "Bot" or is_bot(self.login)


class _Label(_Part):
    name: str


class _File(_Part):
    path: str
    change_type: str


class _Commit(_Part):
    oid: str


class _Review(_Part):
    author: _Actor | None
    commit: _Commit | None
    state: str
    submitted_at: Moment | None


class _Team(_Part):
    combined_slug: str


class _Unnamed(_Part):
    """A team whose name was not asked for."""


class _ReviewRequest(_Part):
    requested_reviewer: _Actor | _Team | _Unnamed | None


class _Readied(_Part):
    created_at: Moment


class _Source(_Part):
    name_with_owner: str


class _PullRequest(_Part):
    number: int
    title: str
    url: str
    is_draft: bool
    created_at: Moment
    updated_at: Moment
    head_ref_name: str
    head_ref_oid: str
    base_ref_name: str
    author: _Actor | None
    head_repository: _Source | None
    labels: _Nodes[_Label] | None
    files: _Page[_File]
    reviews: _Nodes[_Review] | None
    review_requests: _Nodes[_ReviewRequest] | None
    readied: _Nodes[_Readied]


class _WithFiles(_Part):
    files: _Page[_File]


class _Found[T](_Part):
    found: T


class _Answer[T](_Part):
    repository: _Found[T]


class _Permission(_Part):
    permission: str


class _Rights(_Part):
    push: bool


class _Repository(_Part):
    permissions: _Rights | None = None

    @property
    def may_push(self) -> bool | None:
        return self.permissions.push if self.permissions else None


class _Base(BaseModel):
    ref: str


class _Opened(BaseModel):
    number: int
    html_url: str
    base: _Base


class _Written(BaseModel):
    body: str | None


class _Reviewed(BaseModel):
    requested_reviewers: list[_Actor]


class _Published(BaseModel):
    html_url: str


_REQUESTS_ANSWER = TypeAdapter(_Answer[_Page[_PullRequest]])
_REQUEST_ANSWER = TypeAdapter(_Answer[_PullRequest])
_FILES_ANSWER = TypeAdapter(_Answer[_WithFiles])
_PERMISSION = TypeAdapter(_Permission)
_REPOSITORY = TypeAdapter(_Repository)
_ANYTHING = TypeAdapter(object)
_OPENED = TypeAdapter(_Opened)
_OPENED_ALL = TypeAdapter(list[_Opened])
_WRITTEN = TypeAdapter(_Written)
_REVIEWED = TypeAdapter(_Reviewed)
_PUBLISHED = TypeAdapter(_Published)


class GitHub:
    """A repository on GitHub, or on a server of the same make."""

    def __init__(self, client: Client, graphql: str, repository: str) -> None:
        """Ask about `owner/name`."""
        self._client = client
        self._graphql = graphql
        self._owner, _, self._name = repository.partition("/")
        self._place = f"repos/{quote(repository)}"

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def open_requests(self) -> tuple[Request, ...]:
        """Every open pull request, the oldest first."""
        return tuple(map(self._request, self._through(self._page(None), self._page)))

    def request(self, number: int) -> Request:
        """One pull request."""
        return self._request(self._ask_with_teams(_ONE_REQUEST, _REQUEST_ANSWER, number=number))

    def may_write(self, handles: Iterable[str]) -> Mapping[str, bool]:
        """Whether users and teams (`organisation/team`) may push; those that the token may not look up are left out."""
        looked = {handle: self._may_write(handle) for handle in handles}
        return {handle: may for handle, may in looked.items() if may is not None}

    # ── Changes ─────────────────────────────────────────────────────────────────────────────────

    def opened(self, source: str) -> tuple[Opened, ...]:
        """The open pull requests of a branch of the repository."""
        query = {"state": "open", "head": f"{self._owner}:{source}"}
        return tuple(map(_opened, self._client.pages(f"{self._place}/pulls", _OPENED_ALL, **query)))

    def propose(self, proposal: Proposal) -> Opened:
        """Open a pull request between two branches of the repository; no draft where what is paid for has none."""
        order = {"head": proposal.source, "base": proposal.target, "title": proposal.title, "body": proposal.body}
        if proposal.is_draft:
            with suppress(PlanError):
                return _opened(self._client.order("POST", f"{self._place}/pulls", order | {"draft": True}, _OPENED))
        return _opened(self._client.order("POST", f"{self._place}/pulls", order, _OPENED))

    def body(self, number: int) -> str:
        """What a pull request says of itself."""
        return self._client.get(f"{self._place}/pulls/{number}", _WRITTEN).body or ""

    def rewrite(self, number: int, body: str) -> None:
        """Let a pull request say something else of itself."""
        self._client.order("PATCH", f"{self._place}/pulls/{number}", {"body": body}, _WRITTEN)

    def revise(self, number: int, proposal: Proposal) -> None:
        """Let a pull request have another title and text."""
        order = {"title": proposal.title, "body": proposal.body}
        self._client.order("PATCH", f"{self._place}/pulls/{number}", order, _WRITTEN)

    def ask(self, number: int, handles: Iterable[str]) -> tuple[str, ...]:
        """Ask people for a review of a pull request."""
        order = {"reviewers": list(handles)}
        asked = self._client.order("POST", f"{self._place}/pulls/{number}/requested_reviewers", order, _REVIEWED)
        return tuple(actor.login for actor in asked.requested_reviewers)

    def release(self, tag: str, commit: str, notes: str) -> str:
        """Publish a release of a commit."""
        order = {"tag_name": tag, "target_commitish": commit, "name": tag, "body": notes}
        return self._client.order("POST", f"{self._place}/releases", order, _PUBLISHED).html_url

    # ── Requests ────────────────────────────────────────────────────────────────────────────────

    def _page(self, after: str | None) -> _Page[_PullRequest]:
        return self._ask_with_teams(_REQUESTS, _REQUESTS_ANSWER, after=after)

    def _more_files(self, number: int, after: str | None) -> _Page[_File]:
        return self._ask(_MORE_FILES, _FILES_ANSWER, after=after, number=number).files

    def _ask_with_teams[T](self, query: str, shape: TypeAdapter[_Answer[T]], **variables: object) -> T:
        """What is found, with the names of teams where the token may ask for them."""
        try:
            return self._ask(query, shape, **variables)
        except ScopeError:
            return self._ask(query.replace(_TEAM, ""), shape, **variables)

    def _ask[T](self, query: str, shape: TypeAdapter[_Answer[T]], **variables: object) -> T:
        whole = {"owner": self._owner, "name": self._name, **variables}
        return self._client.query(self._graphql, query, whole, shape, {"requestedReviewer"}).repository.found

    def _through[T](self, page: _Page[T], more: Callable[[str | None], _Page[T]]) -> Iterator[T]:
        """The nodes of a page and of those that follow it."""
        yield from page.nodes
        while page.page_info.has_next_page:
            before, page = page, more(page.page_info.end_cursor)
            if page.page_info == before.page_info:
                raise ForgeError(f"{self._graphql} answered the same page twice", "run again later")
            yield from page.nodes

    def _request(self, node: _PullRequest) -> Request:
        files = self._through(node.files, partial(self._more_files, node.number))
        reviews = node.reviews.nodes if node.reviews else ()
        return Request(
            number=node.number,
            title=node.title,
            url=node.url,
            author=_login(node.author),
            source=node.head_ref_name,
            source_repository=node.head_repository.name_with_owner if node.head_repository else None,
            target=node.base_ref_name,
            head=node.head_ref_oid,
            is_draft=node.is_draft,
            is_bots=node.author is not None and node.author.is_bot,
            labels=tuple(label.name for label in node.labels.nodes) if node.labels else (),
            opened=node.created_at,
            ready=node.created_at if node.is_draft else _readied(node),
            updated=node.updated_at,
            files=tuple(ChangedFile(file.path, _CHANGES.get(file.change_type, Change.MODIFIED)) for file in files),
            asked=tuple(_asked(node)),
            reviews=by_others(
                _login(node.author), (review for each in reviews for review in _review(each, node.head_ref_oid))
            ),
        )

    # ── Rights ──────────────────────────────────────────────────────────────────────────────────

    def _may_write(self, handle: str) -> bool | None:
        organisation, is_team, team = handle.partition("/")
        with suppress(ForbiddenError):
            return self._team_may(organisation, team) if is_team else self._user_may(handle)
        return None

    def _user_may(self, user: str) -> bool | None:
        """None where the forge says "not found" of somebody who exists, to a token that may not see collaborators."""
        name = quote(user, safe="")
        with suppress(MissingError):
            found = self._client.get(f"{self._place}/collaborators/{name}/permission", _PERMISSION)
            return _WRITES.get(found.permission)
        is_seen = not self._is_there(f"users/{name}") or self._client.get(self._place, _REPOSITORY).may_push
        return False if is_seen else None

    def _team_may(self, organisation: str, team: str) -> bool | None:
        """None where the team or the repository is not for the token to see."""
        place = f"orgs/{quote(organisation, safe='')}/teams/{quote(team, safe='')}"
        with suppress(MissingError):
            return self._client.get(f"{place}/{self._place}", _REPOSITORY, _WITH_RIGHTS).may_push
        return False if self._is_there(place) and self._is_there(self._place) else None

    def _is_there(self, place: str) -> bool:
        with suppress(MissingError):
            self._client.get(place, _ANYTHING)
            return True
        return False


def _opened(found: _Opened) -> Opened:
    return Opened(found.number, found.base.ref, found.html_url)


def _login(actor: _Actor | None) -> str | None:
    return actor.login if actor else None


def _readied(node: _PullRequest) -> datetime:
    """When a pull request that is no draft was last said to be ready."""
    return node.readied.nodes[0].created_at if node.readied.nodes else node.created_at


def _asked(node: _PullRequest) -> Iterator[str]:
    """Who was asked for a review; GitHub drops those who gave one, and teams that the token may not see."""
    for request in node.review_requests.nodes if node.review_requests else ():
        match request.requested_reviewer:
            case _Actor() as actor if not actor.is_bot:
                yield actor.login
            case _Team() as team:
                yield team.combined_slug


def _review(node: _Review, head: str) -> Iterator[Review]:
    """A review that was sent; one that is still being written has no time."""
    if node.submitted_at:
        yield Review(
            author=_login(node.author),
            act=_ACTS.get(node.state, Act.COMMENTED),
            at=node.submitted_at,
            is_bots=node.author is not None and node.author.is_bot,
            is_current=node.commit is not None and node.commit.oid == head,
        )
