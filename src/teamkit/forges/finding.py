"""Which forge a repository lives on, or why nobody can ask it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from teamkit.findings import Unseen
from teamkit.forges.addresses import Address, parse, parse_owner
from teamkit.forges.kinds import GITHUB, GITLAB, Kind, Token
from teamkit.forges.listing.model import Listed
from teamkit.forges.model import Forge
from teamkit.forges.past.model import Past
from teamkit.forges.protecting.model import Keeper
from teamkit.forges.waiting import Patience

_WEB = re.compile(r"https?://(?P<host>[\w.-]+|\[[\da-f:]+\])(:\d{1,5})?(/[\w./~-]*)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class _Found:
    """A repository on a forge, and what opens it."""

    kind: Kind
    path: str
    token: Token
    variables: Mapping[str, str] = field(repr=False)


def find(remotes: Iterable[str], environment: Mapping[str, str], forge: str, patience: Patience) -> Forge | Unseen:
    """The forge of the first remote that is on one; `forge` says of which make it is where the host does not.

    A token goes to no host but the public one of its forge, or the one that the environment names. Raises ForgeError
    where the environment has a bad proxy, bad certificates, or no home.
    """
    found = _found(remotes, environment, forge)
    return found if isinstance(found, Unseen) else _opened(found, patience)


def find_keeper(
    remotes: Iterable[str], environment: Mapping[str, str], forge: str, patience: Patience
) -> Keeper | Unseen:
    """Who keeps the rules of the repository that `find` finds. Raises ForgeError as that does."""
    found = _found(remotes, environment, forge)
    return found if isinstance(found, Unseen) else _keeper(found, patience)


def find_past(remotes: Iterable[str], environment: Mapping[str, str], forge: str, patience: Patience) -> Past | Unseen:
    """The memory of the repository that `find` finds. Raises ForgeError as that does."""
    found = _found(remotes, environment, forge)
    return found if isinstance(found, Unseen) else _past(found, patience)


def listed(page: str, environment: Mapping[str, str], patience: Patience) -> tuple[Listed, ...] | Unseen:
    """The repositories of the organisation, user or group that a web page is about. Raises ForgeError."""
    address = parse_owner(page)
    if address is None:
        return Unseen(f"{page} is no page of an organisation or group", "write it like https://github.com/example")
    found = _reached(address, environment, "")
    return found if isinstance(found, Unseen) else _listed(found, patience)


def _found(remotes: Iterable[str], environment: Mapping[str, str], forge: str) -> _Found | Unseen:
    address = next(filter(None, map(parse, remotes)), None)
    if address is None:
        return Unseen("no remote of this repository is on a forge", "add one: git remote add origin URL")
    return _reached(address, environment, forge)


def _reached(address: Address, environment: Mapping[str, str], forge: str) -> _Found | Unseen:
    variables = {name: value.strip() for name, value in environment.items() if value.strip()}
    kind = _kind(address.host, variables, forge)
    token = kind.token(variables)
    if token is None:
        return _closed(kind, address.host, variables)
    return _obstacle(kind, token, address.host, variables) or _Found(kind, address.path, token, variables)


def home(remotes: Iterable[str], environment: Mapping[str, str], forge: str) -> tuple[Kind, str] | None:
    """The make of the first remote that is on a forge, and where people meet that repository."""
    variables = {name: value.strip() for name, value in environment.items() if value.strip()}
    address = next(filter(None, map(parse, remotes)), None)
    if address is None:
        return None
    kind = _kind(address.host, variables, forge)
    server = kind.server(variables) if _is_home(kind, address.host, variables) else f"https://{address.host}"
    return kind, f"{server}/{address.path.removeprefix(f'{urlsplit(server).path.strip("/")}/')}"


def _kind(host: str, variables: Mapping[str, str], forge: str) -> Kind:
    """By the host's name, by the server that the environment names, else as the team says."""
    kinds = (GITHUB, GITLAB)
    told = (kind for kind in kinds if host.startswith(f"{kind.name}.") or host == _host(kind.server(variables)))
    return next(told, GITLAB if forge == GITLAB.name else GITHUB)


def _closed(kind: Kind, host: str, variables: Mapping[str, str]) -> Unseen:
    """What to say without a token."""
    also = "" if _is_home(kind, host, variables) else f", and {kind.server_variable} to https://{host}"
    return Unseen(f"{next(iter(kind.token_variables))} is not set, so nobody asked {host}", f"{kind.remedy}{also}")


def _obstacle(kind: Kind, token: Token, host: str, variables: Mapping[str, str]) -> Unseen | None:
    """Why a token cannot be used."""
    for name in (kind.server_variable, *kind.interface_variables):
        if name in variables and not _host(variables[name]):
            return Unseen(f"{name} is not an address", f"write it like {kind.home}, without a password")
    if not (token.value.isascii() and token.value.isprintable()):
        return Unseen(f"{token.variable} holds characters that no token has", kind.remedy)
    if not _is_home(kind, host, variables):
        what = f"{token.variable} was not sent to {host}, since nothing says that it is for it"
        return Unseen(what, f"if it is, set {kind.server_variable} to https://{host}")
    return None


def _is_home(kind: Kind, host: str, variables: Mapping[str, str]) -> bool:
    """Whether a host is the one that tokens are for."""
    return host == _host(kind.server(variables))


def _host(url: str) -> str | None:
    """The host of a web address; None for what is not one, or holds a password."""
    match = _WEB.fullmatch(url)
    return match["host"].strip("[]").lower() if match else None


def _opened(found: _Found, patience: Patience) -> Forge:
    from teamkit.forges import opening

    build = opening.github if found.kind is GITHUB else opening.gitlab
    return build(found.path, found.token, found.variables, patience)


def _keeper(found: _Found, patience: Patience) -> Keeper:
    if found.kind is GITHUB:
        from teamkit.forges.protecting import github

        return github.keeper(found.path, found.token, found.variables, patience)
    from teamkit.forges.protecting import gitlab

    return gitlab.keeper(found.path, found.token, found.variables, patience)


def _past(found: _Found, patience: Patience) -> Past:
    from teamkit.forges.past import opening

    return opening.past(found.kind, found.path, found.token, found.variables, patience)


def _listed(found: _Found, patience: Patience) -> tuple[Listed, ...]:
    from teamkit.forges.listing import github, gitlab

    build = github.listed if found.kind is GITHUB else gitlab.listed
    return build(found.path, found.token, found.variables, patience)
