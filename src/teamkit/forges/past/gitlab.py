"""Reads GitLab's memory: merge requests, deployments, issues; every plan has them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import batched, chain
from typing import Annotated
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel

from teamkit.forges.bots import is_bot
from teamkit.forges.cache import Cache, folder
from teamkit.forges.client import Client, Entries
from teamkit.forges.gitlab_reviews import DRAFT, READY, Note, User, asked, reviews
from teamkit.forges.kinds import Token
from teamkit.forges.model import BusyError, MissingError, by_others
from teamkit.forges.moments import Moment
from teamkit.forges.opening import gitlab_address, gitlab_graphql_address, gitlab_project
from teamkit.forges.past.model import ForgeDeployment, ForgeIncident, PastRequest, Progress
from teamkit.forges.past.readiness import Mark, ready
from teamkit.forges.sending import Sender
from teamkit.forges.waiting import Patience

# REST lists a hundred requests a call, with the commit that each landed as, which GraphQL does not tell. What else
# belongs to them GraphQL gives for fifty at once, where REST takes three calls a request. Commits come with the newest
# first; more than a hundred notes of a request are asked for with it alone. Where GitLab fails at fifty, few are asked
# for at once.
_DETAILS = """
query($path: ID!, $numbers: [String!]) {
  project(fullPath: $path) {
    mergeRequests(iids: $numbers, first: 50) {
      nodes {
        iid
        diffStats { path additions deletions }
        commits(last: 100) { nodes { authoredDate } }
        notes(first: 100) { pageInfo { hasNextPage } nodes { body system createdAt author { username } } }
      }
    }
  }
}
"""
_MANY, _FEW = 50, 10
_MOVED = "give the remote its address of today: git remote set-url origin URL"
_MEND = "set GITLAB_TOKEN to a token with the scope read_api, of somebody who is at least reporter"


class _MergeRequest(BaseModel):
    iid: int
    title: str
    web_url: str
    state: str
    draft: bool
    created_at: Moment
    updated_at: Moment
    merged_at: Moment | None
    closed_at: Moment | None
    source_branch: str
    target_branch: str
    sha: str | None
    merge_commit_sha: str | None
    squash_commit_sha: str | None
    author: User | None
    reviewers: list[User] = []

    @property
    def merged(self) -> Moment | None:
        """When it was merged; GitLab forgot that of some old ones, which their last change stands in for."""
        return (self.merged_at or self.updated_at) if self.state == "merged" else None

    @property
    def closed(self) -> Moment | None:
        """When it was closed without a merge, by the same rule."""
        return (self.closed_at or self.updated_at) if self.state == "closed" else None

    @property
    def landed(self) -> str:
        """The commit of the merge; without one its only commit, or its last one, stands on the target itself."""
        found = self.merge_commit_sha or self.squash_commit_sha or self.sha
        return found or "" if self.state == "merged" else ""


class _Part(BaseModel):
    """A part of an answer of GraphQL; what is not named here is not read."""

    model_config = ConfigDict(alias_generator=to_camel)


class _Nodes[T](_Part):
    nodes: Entries[T]


class _Stat(_Part):
    path: str
    additions: int
    deletions: int


class _Commit(_Part):
    authored_date: Moment | None


class _PageInfo(_Part):
    has_next_page: bool


class _Note(Note):
    created_at: Annotated[Moment, Field(alias="createdAt")]


class _Notes(_Nodes[_Note]):
    page_info: _PageInfo


class _Details(_Part):
    iid: int
    diff_stats: list[_Stat] | None
    commits: _Nodes[_Commit] | None
    notes: _Notes


class _Project(_Part):
    merge_requests: _Nodes[_Details]


class _Answer(_Part):
    project: _Project | None


class _Job(BaseModel):
    finished_at: Moment | None = None
    web_url: str | None = None


class _Environment(BaseModel):
    name: str
    external_url: str | None = None


class _Deployment(BaseModel):
    sha: str
    updated_at: Moment
    environment: _Environment
    deployable: _Job | None


class _Links(BaseModel):
    closed_as_duplicate_of: str | None = None


class _Issue(BaseModel):
    iid: int
    title: str
    web_url: str
    description: str | None
    state: str
    created_at: Moment
    updated_at: Moment
    closed_at: Moment | None
    moved_to_id: int | None = None
    links: Annotated[_Links, Field(alias="_links")] = _Links()


class _Number(BaseModel):
    iid: int


_MERGE_REQUESTS = TypeAdapter(list[_MergeRequest])
_NUMBERS = TypeAdapter(list[_Number])
_NOTES = TypeAdapter(list[Note])
_ANSWER = TypeAdapter(_Answer)
_DEPLOYMENTS = TypeAdapter(list[_Deployment])
_ISSUES = TypeAdapter(list[_Issue])


class GitLabReader:
    """The memory of a project on GitLab, gitlab.com or a server of one's own."""

    def __init__(self, client: Client, graphql: str, project: str) -> None:
        """Ask about `group/…/name`."""
        self._client = client
        self._graphql = graphql
        self._project = project
        self._place = f"projects/{quote(project, safe='')}"
        self._at_once = _MANY

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def changed(self, since: datetime, told: Progress) -> tuple[PastRequest, ...]:
        """The merge requests that something happened to since an instant."""
        return self._requests(told, state="all", updated_after=since.isoformat())

    def quiet(self, since: datetime, told: Progress) -> tuple[PastRequest, ...]:
        """The open merge requests that nothing happened to since an instant."""
        return self._requests(told, since, state="opened", updated_before=since.isoformat())

    def gone(self, numbers: Collection[int]) -> frozenset[int]:
        """Those that an owner deleted. Each is asked for by its number: from a list one slips while others close."""
        place = f"{self._place}/merge_requests"
        there = (self._client.pages(place, _NUMBERS, **{"iids[]": some}) for some in batched(map(str, numbers), 100))
        return frozenset(numbers) - {each.iid for each in chain.from_iterable(there)}

    def deployments(self, environments: tuple[str, ...], since: datetime) -> tuple[ForgeDeployment, ...]:
        """The deployments that succeeded since an instant; GitLab takes one environment at a time."""
        order = {"order_by": "finished_at", "sort": "asc", "finished_after": since.isoformat()}
        place = f"{self._place}/deployments"
        found = (
            self._client.pages(place, _DEPLOYMENTS, environment=name, status="success", **order)
            for name in dict.fromkeys(environments)
        )
        return tuple(map(_deployment, chain(*found)))

    def environments(self) -> tuple[str, ...]:
        """Where each of the hundred latest deployments that succeeded went to."""
        latest = f"{self._place}/deployments?per_page=100&status=success&order_by=created_at&sort=desc"
        return tuple(each.environment.name for each in self._client.get(latest, _DEPLOYMENTS))

    def incidents(self, labels: tuple[str, ...], since: datetime) -> tuple[ForgeIncident, ...]:
        """The incidents, and the issues with one of these labels."""
        order = {"scope": "all", "order_by": "created_at", "sort": "asc", "updated_after": since.isoformat()}
        kinds = [{"issue_type": "incident"}, *({"labels": label} for label in dict.fromkeys(labels))]
        found = (self._client.pages(f"{self._place}/issues", _ISSUES, **kind, **order) for kind in kinds)
        by_number = {issue.iid: _incident(issue) for issue in chain(*found)}
        return tuple(by_number.values())

    # ── Requests ────────────────────────────────────────────────────────────────────────────────

    def _requests(self, told: Progress, before: datetime | None = None, **query: str) -> tuple[PastRequest, ...]:
        """The merge requests of a list, the one that changed last first: what changes meanwhile displaces none.

        GitLab counts those that changed at the very instant as earlier and as later ones.
        """
        order = {"order_by": "updated_at", "sort": "desc"}
        listed = self._client.pages(f"{self._place}/merge_requests", _MERGE_REQUESTS, **query, **order)
        found = list({each.iid: each for each in listed if before is None or each.updated_at < before}.values())
        requests: list[PastRequest] = []
        for some in batched(found, _MANY):
            requests += self._whole(some)
            told(len(requests), len(found))
        return tuple(requests)

    def _whole(self, some: Iterable[_MergeRequest]) -> Iterator[PastRequest]:
        """Merge requests with their details; those that were deleted a moment ago have none."""
        by_number = {each.iid: each for each in some}
        for details in self._details(tuple(map(str, by_number))):
            if details.iid in by_number:
                yield _request(by_number[details.iid], details, self._notes(details))

    def _details(self, numbers: tuple[str, ...]) -> list[_Details]:
        if len(numbers) > self._at_once:
            return [details for few in batched(numbers, self._at_once) for details in self._details(few)]
        variables = {"path": self._project, "numbers": numbers}
        try:
            project = self._client.query(self._graphql, _DETAILS, variables, _ANSWER).project
        except BusyError:
            if self._at_once == _FEW:
                raise
            self._at_once = _FEW
            return self._details(numbers)
        if project is None:  # REST follows a project to its new name
            raise MissingError(f"{self._graphql} knows no project {self._project}", _MOVED)
        return project.merge_requests.nodes

    def _notes(self, details: _Details) -> list[Note]:
        """What happened to a merge request, the oldest first."""
        notes: list[Note] = list(details.notes.nodes)
        if details.notes.page_info.has_next_page:
            place = f"{self._place}/merge_requests/{details.iid}/notes"
            notes = list(self._client.pages(place, _NOTES, sort="asc"))
        return sorted(notes, key=lambda note: note.created_at)


def reader(path: str, token: Token, variables: Mapping[str, str], patience: Patience) -> GitLabReader:
    """Who reads the memory of a project. Raises ForgeError as `find_past` does."""
    api, graphql = gitlab_address(variables), gitlab_graphql_address(variables)
    sender = Sender(replace(token, mend=_MEND), patience, api, graphql)
    client = Client(api, sender, Cache(folder(variables), token.value))
    return GitLabReader(client, graphql, gitlab_project(path, variables))


def _request(found: _MergeRequest, details: _Details, notes: list[Note]) -> PastRequest:
    author = found.author.username if found.author else None
    ended = found.merged or found.closed
    marks = [Mark(note.created_at, note.body == READY) for note in notes if note.system and note.body in {READY, DRAFT}]
    since = ready(found.created_at, marks, ended, is_draft=found.draft)
    acts = by_others(author, reviews(notes))
    stats = details.diff_stats or ()
    dates = (each.authored_date for each in (details.commits.nodes if details.commits else ()))
    return PastRequest(
        number=found.iid,
        title=found.title,
        url=found.web_url,
        author=author,
        is_bots=is_bot(author),
        source=found.source_branch,
        target=found.target_branch,
        is_draft=found.draft,
        begun=min(filter(None, dates), default=None),
        opened=found.created_at,
        ready=since,
        merged=found.merged,
        closed=found.closed,
        updated=found.updated_at,
        landed=found.landed,
        lines=sum(stat.additions + stat.deletions for stat in stats),
        files=tuple(stat.path for stat in stats)[:100],
        asked=tuple(asked(found.reviewers, since or found.created_at, acts)),
        acts=acts,
    )


def _deployment(found: _Deployment) -> ForgeDeployment:
    """What no job did, its last change ended."""
    job = found.deployable or _Job()
    return ForgeDeployment(
        commit=found.sha,
        environment=found.environment.name,
        at=job.finished_at or found.updated_at,
        url=job.web_url or found.environment.external_url or "",
    )


def _incident(found: _Issue) -> ForgeIncident:
    """GitLab closes no issue as not planned, but as a copy of another one, or as moved elsewhere."""
    is_closed = found.state == "closed"
    return ForgeIncident(
        number=found.iid,
        title=found.title,
        url=found.web_url,
        body=found.description or "",
        opened=found.created_at,
        closed=(found.closed_at or found.updated_at) if is_closed else None,
        updated=found.updated_at,
        is_dismissed=is_closed and bool(found.moved_to_id or found.links.closed_as_duplicate_of),
    )
