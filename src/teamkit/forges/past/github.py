"""Reads GitHub's memory: pull requests, deployments, issues."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Annotated

from pydantic import Field, TypeAdapter

from teamkit.forges.cache import Cache, folder
from teamkit.forges.client import Client
from teamkit.forges.github_graph import (
    ACTOR,
    SHARED,
    Actor,
    Answer,
    Commit,
    Graph,
    Nodes,
    Page,
    Part,
    Shared,
    login,
)
from teamkit.forges.kinds import Token
from teamkit.forges.model import Act, BusyError, Review, by_others
from teamkit.forges.moments import Moment
from teamkit.forges.opening import github_addresses
from teamkit.forges.past.model import ForgeDeployment, ForgeIncident, PastRequest, Progress
from teamkit.forges.past.readiness import Mark, ready
from teamkit.forges.sending import Sender
from teamkit.forges.waiting import Patience

# One query for fifty requests with all that belongs to them, or for few where GitHub gives up on fifty: it ends what
# takes it ten seconds. They come in the order of their last change, so that reading ends where the known begins.
_REQUESTS = f"""
query(
  $owner: String!, $name: String!, $first: Int!, $after: String,
  $states: [PullRequestState!], $direction: OrderDirection!
) {{
  repository(owner: $owner, name: $name) {{
    found: pullRequests(
      states: $states, first: $first, after: $after, orderBy: {{field: UPDATED_AT, direction: $direction}}
    ) {{
      pageInfo {{ hasNextPage endCursor }}
      nodes {{
        {SHARED}
        mergedAt closedAt additions deletions
        mergeCommit {{ oid }}
        files(first: 100) {{ nodes {{ path }} }}
        commits(first: 100) {{ nodes {{ commit {{ authoredDate }} }} }}
        comments(first: 100) {{ nodes {{ author {{ {ACTOR} }} createdAt }} }}
        marks: timelineItems(itemTypes: [READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT], last: 100) {{
          nodes {{
            __typename
            ... on ReadyForReviewEvent {{ createdAt }}
            ... on ConvertToDraftEvent {{ createdAt }}
          }}
        }}
      }}
    }}
  }}
}}
"""
_DEPLOYMENTS = """
query($owner: String!, $name: String!, $after: String, $environments: [String!]) {
  repository(owner: $owner, name: $name) {
    found: deployments(
      environments: $environments, first: 100, after: $after, orderBy: {field: CREATED_AT, direction: DESC}
    ) {
      pageInfo { hasNextPage endCursor }
      nodes {
        commitOid environment createdAt
        statuses(first: 100) { nodes { state createdAt environmentUrl logUrl } }
      }
    }
  }
}
"""
_ISSUES = """
query($owner: String!, $name: String!, $after: String, $label: String!, $since: DateTime!) {
  repository(owner: $owner, name: $name) {
    found: issues(
      labels: [$label], filterBy: {since: $since}, first: 100, after: $after,
      orderBy: {field: CREATED_AT, direction: ASC}
    ) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number title url body createdAt closedAt updatedAt stateReason
      }
    }
  }
}
"""
_MANY, _FEW = 50, 10
_LONGEST = timedelta(days=35)
"""How long a deployment may last: so long GitHub lets a run go on."""
_MEND = "set GITHUB_TOKEN to a token that may read contents, pull requests, issues, deployments and members"


class _Dated(Part):
    authored_date: Moment


class _CommitOf(Part):
    commit: _Dated


class _Comment(Part):
    author: Actor | None
    created_at: Moment


class _Path(Part):
    path: str


class _Mark(Part):
    typename: Annotated[str, Field(alias="__typename")]
    created_at: Moment


class _PullRequest(Shared):
    merged_at: Moment | None
    closed_at: Moment | None
    additions: int
    deletions: int
    merge_commit: Commit | None
    files: Nodes[_Path] | None
    commits: Nodes[_CommitOf]
    comments: Nodes[_Comment]
    marks: Nodes[_Mark]


class _Status(Part):
    state: str
    created_at: Moment
    environment_url: str | None
    log_url: str | None


class _Deployment(Part):
    commit_oid: str
    environment: str | None
    created_at: Moment
    statuses: Nodes[_Status] | None


class _Issue(Part):
    number: int
    title: str
    url: str
    body: str | None
    created_at: Moment
    closed_at: Moment | None
    updated_at: Moment
    state_reason: str | None


_REQUESTS_ANSWER = TypeAdapter(Answer[Page[_PullRequest]])
_DEPLOYMENTS_ANSWER = TypeAdapter(Answer[Page[_Deployment]])
_ISSUES_ANSWER = TypeAdapter(Answer[Page[_Issue]])


class GitHubReader:
    """The memory of a repository on GitHub, or on a server of the same make."""

    def __init__(self, client: Client, graph: Graph) -> None:
        """Ask through a client about the repository of a graph."""
        self._client = client
        self._graph = graph
        self._at_once = _MANY

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def changed(self, since: datetime, told: Progress) -> tuple[PastRequest, ...]:
        """The pull requests that something happened to since an instant, the latest first."""
        nodes = self._through(self._requests, direction="DESC")
        return tuple(_told(takewhile(lambda node: node.updated_at >= since, nodes), told))

    def quiet(self, since: datetime, told: Progress) -> tuple[PastRequest, ...]:
        """The open pull requests that nothing happened to since an instant, the quietest first."""
        nodes = self._through(self._requests, direction="ASC", states=["OPEN"])
        return tuple(_told(takewhile(lambda node: node.updated_at < since, nodes), told))

    def gone(self, numbers: Collection[int]) -> frozenset[int]:  # noqa: ARG002
        """None: nobody deletes a pull request, and all else happens to it."""
        return frozenset()

    def deployments(self, environments: tuple[str, ...], since: datetime) -> tuple[ForgeDeployment, ...]:
        """The deployments that succeeded since an instant, the latest first."""
        nodes = self._through(self._deployments, environments=environments)
        lately = takewhile(lambda node: node.created_at >= since - _LONGEST, nodes)
        return tuple(done for node in lately for done in _succeeded(node) if done.at >= since)

    def environments(self) -> tuple[str, ...]:
        """Where each of the hundred latest deployments went to that succeeded."""
        latest = self._deployments(environments=None, after=None).nodes
        return tuple(done.environment for node in latest for done in _succeeded(node))

    def incidents(self, labels: tuple[str, ...], since: datetime) -> tuple[ForgeIncident, ...]:
        """The issues with one of these labels; GitHub calls nothing else an incident."""
        found = (self._through(self._issues, label=label, since=since.isoformat()) for label in dict.fromkeys(labels))
        by_number = {node.number: _incident(node) for nodes in found for node in nodes}
        return tuple(by_number.values())

    def _through[T](self, ask: Callable[..., Page[T]], **which: object) -> Iterator[T]:
        """What a question finds, a page at a time, as far as somebody reads on."""
        return self._graph.through(ask(after=None, **which), lambda after: ask(after=after, **which))

    def _requests(self, **variables: object) -> Page[_PullRequest]:
        try:
            return self._graph.ask(_REQUESTS, _REQUESTS_ANSWER, first=self._at_once, **variables)
        except BusyError:
            if self._at_once == _FEW:
                raise
        self._at_once = _FEW
        return self._requests(**variables)

    def _deployments(self, **variables: object) -> Page[_Deployment]:
        return self._graph.ask(_DEPLOYMENTS, _DEPLOYMENTS_ANSWER, **variables)

    def _issues(self, **variables: object) -> Page[_Issue]:
        return self._graph.ask(_ISSUES, _ISSUES_ANSWER, **variables)


def reader(path: str, token: Token, variables: Mapping[str, str], patience: Patience) -> GitHubReader:
    """Who reads the memory of a repository. Raises ForgeError as `find_past` does."""
    api, graphql = github_addresses(variables)
    sender = Sender(replace(token, mend=_MEND), patience, api, graphql)
    client = Client(api, sender, Cache(folder(variables), token.value))
    return GitHubReader(client, Graph(client, graphql, path))


def _told(nodes: Iterator[_PullRequest], told: Progress) -> Iterator[PastRequest]:
    for number, node in enumerate(nodes, start=1):
        yield _request(node)
        told(number, None)


def _request(node: _PullRequest) -> PastRequest:
    ended = node.merged_at or node.closed_at
    marks = [Mark(mark.created_at, mark.typename == "ReadyForReviewEvent") for mark in node.marks.nodes]
    acts = by_others(login(node.author), (*node.reviewed, *map(_comment, node.comments.nodes)))
    return PastRequest(
        number=node.number,
        title=node.title,
        url=node.url,
        author=login(node.author),
        is_bots=node.is_bots,
        source=node.head_ref_name,
        target=node.base_ref_name,
        is_draft=node.is_draft,
        begun=min((each.commit.authored_date for each in node.commits.nodes), default=None),
        opened=node.created_at,
        ready=ready(node.created_at, marks, ended, is_draft=node.is_draft),
        merged=node.merged_at,
        closed=None if node.merged_at else node.closed_at,
        updated=node.updated_at,
        landed=node.merge_commit.oid if node.merged_at and node.merge_commit else "",
        lines=node.additions + node.deletions,
        files=tuple(file.path for file in node.files.nodes) if node.files else (),
        asked=tuple(node.asked),
        acts=tuple(sorted(acts, key=lambda act: act.at)),
    )


def _comment(node: _Comment) -> Review:
    return Review(login(node.author), Act.COMMENTED, node.created_at, node.author is not None and node.author.is_bot)


def _succeeded(node: _Deployment) -> Iterator[ForgeDeployment]:
    """A deployment that succeeded, even where a later one took its place since."""
    successes = [status for status in (node.statuses.nodes if node.statuses else ()) if status.state == "SUCCESS"]
    for status in sorted(successes, key=lambda status: status.created_at)[:1]:
        yield ForgeDeployment(
            commit=node.commit_oid,
            environment=node.environment or "",
            at=status.created_at,
            url=status.log_url or status.environment_url or "",
        )


def _incident(node: _Issue) -> ForgeIncident:
    """GitHub says of a duplicate that it was not planned, unless it is asked to tell them apart."""
    return ForgeIncident(
        number=node.number,
        title=node.title,
        url=node.url,
        body=node.body or "",
        opened=node.created_at,
        closed=node.closed_at,
        updated=node.updated_at,
        is_dismissed=node.closed_at is not None and node.state_reason == "NOT_PLANNED",
    )
