"""What GitHub knows of a repository."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from urllib.parse import quote

from pydantic import BaseModel, TypeAdapter

from teamkit.forges.client import Client
from teamkit.forges.github_graph import SHARED, Actor, Answer, Graph, Nodes, Page, Part, Shared, login
from teamkit.forges.model import (
    Change,
    ChangedFile,
    ForbiddenError,
    MissingError,
    Opened,
    PlanError,
    Proposal,
    Request,
    by_others,
)
from teamkit.forges.moments import Moment

# One query for fifty requests with all that belongs to them, where REST takes three calls a request. What a request has
# beyond the first hundred files is asked for with it alone; beyond a hundred reviews nothing is.
_FILES = "pageInfo { hasNextPage endCursor } nodes { path changeType }"
_REQUEST = f"""
{SHARED}
headRepository {{ nameWithOwner }}
files(first: 100) {{ {_FILES} }}
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
_WRITES = {"admin": True, "maintain": True, "write": True, "triage": False, "read": False, "none": False}
_WITH_RIGHTS = "application/vnd.github.v3.repository+json"


class _File(Part):
    path: str
    change_type: str


class _Readied(Part):
    created_at: Moment


class _Source(Part):
    name_with_owner: str


class _PullRequest(Shared):
    head_repository: _Source | None
    files: Page[_File]
    readied: Nodes[_Readied]


class _WithFiles(Part):
    files: Page[_File]


class _Permission(Part):
    permission: str


class _Rights(Part):
    push: bool


class _Repository(Part):
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
    requested_reviewers: list[Actor]


class _Published(BaseModel):
    html_url: str


_REQUESTS_ANSWER = TypeAdapter(Answer[Page[_PullRequest]])
_REQUEST_ANSWER = TypeAdapter(Answer[_PullRequest])
_FILES_ANSWER = TypeAdapter(Answer[_WithFiles])
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
        self._graph = Graph(client, graphql, repository)
        self._owner = repository.partition("/")[0]
        self._place = f"repos/{quote(repository)}"

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def open_requests(self) -> tuple[Request, ...]:
        """Every open pull request, the oldest first."""
        return tuple(map(self._request, self._graph.through(self._page(None), self._page)))

    def request(self, number: int) -> Request:
        """One pull request."""
        return self._request(self._graph.ask(_ONE_REQUEST, _REQUEST_ANSWER, number=number))

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

    def _page(self, after: str | None) -> Page[_PullRequest]:
        return self._graph.ask(_REQUESTS, _REQUESTS_ANSWER, after=after)

    def _more_files(self, number: int, after: str | None) -> Page[_File]:
        return self._graph.ask(_MORE_FILES, _FILES_ANSWER, after=after, number=number).files

    def _request(self, node: _PullRequest) -> Request:
        files = self._graph.through(node.files, partial(self._more_files, node.number))
        return Request(
            number=node.number,
            title=node.title,
            url=node.url,
            author=login(node.author),
            source=node.head_ref_name,
            source_repository=node.head_repository.name_with_owner if node.head_repository else None,
            target=node.base_ref_name,
            head=node.head_ref_oid,
            is_draft=node.is_draft,
            is_bots=node.is_bots,
            opened=node.created_at,
            ready=node.created_at if node.is_draft else _readied(node),
            updated=node.updated_at,
            files=tuple(ChangedFile(file.path, _CHANGES.get(file.change_type, Change.MODIFIED)) for file in files),
            asked=tuple(node.asked),
            reviews=by_others(login(node.author), node.reviewed),
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


def _readied(node: _PullRequest) -> datetime:
    """When a pull request that is no draft was last said to be ready."""
    return node.readied.nodes[0].created_at if node.readied.nodes else node.created_at
