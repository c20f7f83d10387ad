"""Asks GitHub's GraphQL about one repository, in the shapes that more than one question shares."""

from collections.abc import Callable, Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel

from teamkit.forges.bots import is_bot
from teamkit.forges.client import Client, Entries
from teamkit.forges.model import Act, ForgeError, Review, ScopeError
from teamkit.forges.moments import Moment

# A token that may not read the organisation learns no names of teams, and where it has scopes, the whole query is
# refused for asking.
ACTOR = "__typename login"
_TEAM = "... on Team { combinedSlug }"
SHARED = f"""
number title url isDraft createdAt updatedAt headRefName headRefOid baseRefName
author {{ {ACTOR} }}
reviews(first: 100) {{ nodes {{ author {{ {ACTOR} }} commit {{ oid }} state submittedAt }} }}
reviewRequests(first: 100) {{ nodes {{ requestedReviewer {{ ... on Actor {{ {ACTOR} }} {_TEAM} }} }} }}
"""
_ACTS = {"APPROVED": Act.APPROVED, "CHANGES_REQUESTED": Act.ASKED}


class Part(BaseModel):
    """A part of an answer; what is not named here is not read."""

    model_config = ConfigDict(alias_generator=to_camel)


class _PageInfo(Part):
    has_next_page: bool
    end_cursor: str | None


class Nodes[T](Part):
    """The entries of a list."""

    nodes: Entries[T]


class Page[T](Nodes[T]):
    """Entries, and where the ones that follow begin."""

    page_info: _PageInfo


class Actor(Part):
    """An account, of a person or a program."""

    typename: Annotated[str, Field(alias="__typename")] = "User"
    login: str

    @property
    def is_bot(self) -> bool:
        """Whether it is a program's."""
        return self.typename == "Bot" or is_bot(self.login)


class Commit(Part):
    """A commit by its full name."""

    oid: str


class _Review(Part):
    author: Actor | None
    commit: Commit | None
    state: str
    submitted_at: Moment | None


class _Team(Part):
    combined_slug: str


class _Unnamed(Part):
    """A team whose name was not asked for."""


class _ReviewRequest(Part):
    requested_reviewer: Actor | _Team | _Unnamed | None


class Shared(Part):
    """What `SHARED` asks of a pull request."""

    number: int
    title: str
    url: str
    is_draft: bool
    created_at: Moment
    updated_at: Moment
    head_ref_name: str
    head_ref_oid: str
    base_ref_name: str
    author: Actor | None
    reviews: Nodes[_Review] | None
    review_requests: Nodes[_ReviewRequest] | None

    @property
    def is_bots(self) -> bool:
        """Whether a program opened it."""
        return self.author is not None and self.author.is_bot

    @property
    def asked(self) -> Iterator[str]:
        """Who was asked for a review; GitHub drops those who gave one, and teams that the token may not see."""
        for request in self.review_requests.nodes if self.review_requests else ():
            match request.requested_reviewer:
                case Actor() as actor if not actor.is_bot:
                    yield actor.login
                case _Team() as team:
                    yield team.combined_slug

    @property
    def reviewed(self) -> Iterator[Review]:
        """The reviews that were sent; one that is still being written has no time."""
        for node in self.reviews.nodes if self.reviews else ():
            if node.submitted_at:
                yield Review(
                    author=login(node.author),
                    act=_ACTS.get(node.state, Act.COMMENTED),
                    at=node.submitted_at,
                    is_bots=node.author is not None and node.author.is_bot,
                    is_current=node.commit is not None and node.commit.oid == self.head_ref_oid,
                )


class _Found[T](Part):
    found: T


class Answer[T](Part):
    """What a repository says to a question whose field is called `found`."""

    repository: _Found[T]


class Graph:
    """The GraphQL of one repository. Every method raises ForgeError."""

    def __init__(self, client: Client, url: str, repository: str) -> None:
        """Ask about `owner/name`."""
        self._client = client
        self._url = url
        self._owner, _, self._name = repository.partition("/")
        self._may_name_teams = True

    def ask[T](self, query: str, shape: TypeAdapter[Answer[T]], **variables: object) -> T:
        """What is found, with the names of teams where the token may ask for them."""
        if self._may_name_teams:
            try:
                return self._ask(query, shape, variables)
            except ScopeError:
                self._may_name_teams = False
        return self._ask(query.replace(_TEAM, ""), shape, variables)

    def through[T](self, page: Page[T], more: Callable[[str | None], Page[T]]) -> Iterator[T]:
        """The nodes of a page and of those that follow it, each asked for when it is needed."""
        yield from page.nodes
        while page.page_info.has_next_page:
            before, page = page, more(page.page_info.end_cursor)
            if page.page_info == before.page_info:
                raise ForgeError(f"{self._url} answered the same page twice", "run again later")
            yield from page.nodes

    def _ask[T](self, query: str, shape: TypeAdapter[Answer[T]], variables: dict[str, object]) -> T:
        whole = {"owner": self._owner, "name": self._name, **variables}
        return self._client.query(self._url, query, whole, shape, {"requestedReviewer"}).repository.found


def login(actor: Actor | None) -> str | None:
    """The handle of an account; None of one that is gone."""
    return actor.login if actor else None
