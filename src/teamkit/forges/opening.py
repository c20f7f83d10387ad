"""Puts a forge together. Importing it imports what speaks HTTP, so import it where a forge is asked."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from teamkit.forges.cache import Cache, folder
from teamkit.forges.client import Client
from teamkit.forges.github import GitHub
from teamkit.forges.gitlab import GitLab
from teamkit.forges.kinds import GITHUB, GITLAB, Token
from teamkit.forges.sending import Sender
from teamkit.forges.waiting import Patience


def github(path: str, token: Token, variables: Mapping[str, str], patience: Patience) -> GitHub:
    """A repository on the GitHub that the environment names. Raises ForgeError as `find` does."""
    api, graphql = github_addresses(variables)
    sender = Sender(token, patience, api, graphql)
    return GitHub(Client(api, sender, Cache(folder(variables), token.value)), graphql, path)


def github_addresses(variables: Mapping[str, str]) -> tuple[str, str]:
    """Where GitHub answers: REST, and GraphQL."""
    server = GITHUB.server(variables)
    usual = "https://api.github.com" if server == GITHUB.home else f"{server}/api/v3"
    api = variables.get("GITHUB_API_URL", usual).rstrip("/")
    return api, variables.get("GITHUB_GRAPHQL_URL", f"{api.removesuffix('/v3')}/graphql")


def gitlab(path: str, token: Token, variables: Mapping[str, str], patience: Patience) -> GitLab:
    """A project on the GitLab that the environment names. Raises ForgeError as `find` does."""
    api = gitlab_address(variables)
    sender = Sender(token, patience, api)
    return GitLab(Client(api, sender, Cache(folder(variables), token.value)), gitlab_project(path, variables))


def gitlab_project(path: str, variables: Mapping[str, str]) -> str:
    """The path of a project on GitLab, which may itself lie below a path of its host."""
    return path.removeprefix(f"{urlsplit(GITLAB.server(variables)).path.strip('/')}/")


def gitlab_address(variables: Mapping[str, str]) -> str:
    """Where GitLab answers."""
    return variables.get("CI_API_V4_URL", f"{GITLAB.server(variables)}/api/v4").rstrip("/")


def gitlab_graphql_address(variables: Mapping[str, str]) -> str:
    """Where GitLab answers GraphQL."""
    return variables.get("CI_API_GRAPHQL_URL", f"{gitlab_address(variables).removesuffix('/v4')}/graphql")
