"""Which repositories an organisation or a user has on GitHub."""

from collections.abc import Mapping
from contextlib import closing
from urllib.parse import quote

from pydantic import BaseModel, TypeAdapter

from teamkit.forges.cache import Cache, folder
from teamkit.forges.client import Client
from teamkit.forges.kinds import GITHUB, Token
from teamkit.forges.listing.model import Listed
from teamkit.forges.model import MissingError
from teamkit.forges.opening import github_addresses
from teamkit.forges.sending import Sender
from teamkit.forges.waiting import Patience


class _Repository(BaseModel):
    full_name: str
    archived: bool
    fork: bool


_REPOSITORIES = TypeAdapter(list[_Repository])


def listed(path: str, token: Token, variables: Mapping[str, str], patience: Patience) -> tuple[Listed, ...]:
    """The repositories that a token sees, of an organisation or else of a user. Raises ForgeError."""
    api, _ = github_addresses(variables)
    sender = Sender(token, patience, api)
    owner = quote(path.rpartition("/")[2], safe="")
    with closing(Client(api, sender, Cache(folder(variables), token.value))) as client:
        try:
            found = list(client.pages(f"orgs/{owner}/repos", _REPOSITORIES, type="all"))
        except MissingError:
            found = list(client.pages(f"users/{owner}/repos", _REPOSITORIES, type="owner"))
    server = GITHUB.server(variables)
    return tuple(Listed(each.full_name, f"{server}/{each.full_name}.git", each.archived, each.fork) for each in found)
