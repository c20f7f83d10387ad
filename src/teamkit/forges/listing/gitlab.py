"""Which projects a group has on GitLab, those of its subgroups included."""

from collections.abc import Mapping
from contextlib import closing
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, TypeAdapter

from teamkit.forges.cache import Cache, folder
from teamkit.forges.client import Client
from teamkit.forges.kinds import GITLAB, Token
from teamkit.forges.listing.model import Listed
from teamkit.forges.opening import gitlab_address
from teamkit.forges.sending import Sender
from teamkit.forges.waiting import Patience


class _Project(BaseModel):
    path_with_namespace: str
    archived: bool
    forked_from_project: object = None


_PROJECTS = TypeAdapter(list[_Project])


def listed(path: str, token: Token, variables: Mapping[str, str], patience: Patience) -> tuple[Listed, ...]:
    """The projects that a token sees below a group; those that others only share with it are not its own.

    Raises ForgeError.
    """
    api, server = gitlab_address(variables), GITLAB.server(variables)
    sender = Sender(token, patience, api)
    group = quote(path.removeprefix(f"{urlsplit(server).path.strip('/')}/"), safe="")
    with closing(Client(api, sender, Cache(folder(variables), token.value))) as client:
        query = {"include_subgroups": "true", "with_shared": "false", "order_by": "path", "sort": "asc"}
        found = list(client.pages(f"groups/{group}/projects", _PROJECTS, **query))
    return tuple(
        Listed(
            each.path_with_namespace,
            f"{server}/{each.path_with_namespace}.git",
            each.archived,
            each.forked_from_project is not None,
        )
        for each in found
    )
