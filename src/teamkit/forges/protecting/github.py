"""Keeps the rules of a repository on GitHub: rulesets, settings, and what classic protection adds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, TypeAdapter

from teamkit.findings import Unseen
from teamkit.forges.cache import Cache, folder
from teamkit.forges.client import Client
from teamkit.forges.kinds import Token
from teamkit.forges.model import ForbiddenError, MissingError
from teamkit.forges.opening import github_addresses
from teamkit.forges.protecting.comparing import branches
from teamkit.forges.protecting.model import Difference, Kind, Live, Order, Rule
from teamkit.forges.protecting.ruleset import Ruleset
from teamkit.forges.sending import Sender
from teamkit.forges.waiting import Patience

_MEND = "use the token of an administrator that may administer the repository"


class _Listed(BaseModel):
    id: int
    name: str
    source_type: str


class _Rights(BaseModel):
    admin: bool = False


class _Repository(BaseModel):
    model_config = ConfigDict(extra="allow")

    permissions: _Rights = _Rights()


_LIST = TypeAdapter(list[_Listed])
_REPOSITORY = TypeAdapter(_Repository)
_RULESET = TypeAdapter(Ruleset)
_BODY = TypeAdapter(Mapping[str, Any])


class GitHubKeeper:
    """The rules of one repository on GitHub."""

    kinds = frozenset({Kind.RULESET, Kind.REPOSITORY})

    def __init__(self, client: Client, repository: str, token: Token) -> None:
        """Keep the rules of `owner/name`."""
        self._client = client
        self._place = f"repos/{quote(repository)}"
        self._hidden = Unseen(f"{token.variable} is not shown that", token.mend)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def live(self, wanted: Sequence[Rule]) -> Live:
        """What is in force: every ruleset, the settings, and classic protection of the branches that are named."""
        repository = self._client.get(self._place, _REPOSITORY)
        reading: dict[Kind, Callable[[], list[Rule]]] = {
            Kind.RULESET: lambda: list(self._rulesets()),
            Kind.CLASSIC: lambda: list(self._classic(branches(wanted), repository.permissions)),
        }
        rules, unseen = [Rule(Kind.REPOSITORY, "", repository.model_extra or {}, self._place)], {}
        for kind, read in reading.items():
            try:
                rules += read()
            except (ForbiddenError, MissingError) as error:
                unseen[kind] = error.unseen
        return Live(tuple(rules), self._hidden, unseen)

    def orders(self, difference: Difference) -> tuple[Order, ...]:
        """Replace what is there by its name, or make what is missing."""
        wanted, live = difference.wanted, difference.live
        if wanted.kind is Kind.REPOSITORY:
            return (Order("PATCH", self._place, wanted.body),)
        place = f"{self._place}/rulesets"
        return (Order("PUT", live.where, wanted.body) if live else Order("POST", place, wanted.body),)

    def send(self, order: Order) -> None:
        """Ask for a change."""
        self._client.order(order.method, order.path, order.body, _BODY)

    def _rulesets(self) -> Iterator[Rule]:
        """All of them, those of the organisation too, with what they say as far as it is shown."""
        for listed in self._client.pages(f"{self._place}/rulesets", _LIST):
            kind = Kind.RULESET if listed.source_type == "Repository" else Kind.ORGANISATION
            where = f"{self._place}/rulesets/{listed.id}"
            yield Rule(kind, listed.name, self._client.get(where, _RULESET).body, where)

    def _classic(self, names: Sequence[str], rights: _Rights) -> Iterator[Rule]:
        """Raises MissingError where "not found" may mean that the token does not see it."""
        for branch in names:
            where = f"{self._place}/branches/{quote(branch, safe='')}/protection"
            try:
                yield Rule(Kind.CLASSIC, branch, self._client.get(where, _BODY), where)
            except MissingError:
                if not rights.admin:
                    raise


def keeper(path: str, token: Token, variables: Mapping[str, str], patience: Patience) -> GitHubKeeper:
    """Who keeps a repository's rules. Raises ForgeError as `find_keeper` does."""
    api, _ = github_addresses(variables)
    token = replace(token, mend=_MEND, mend_orders=_MEND)
    return GitHubKeeper(Client(api, Sender(token, patience, api), Cache(folder(variables), token.value)), path, token)
