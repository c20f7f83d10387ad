"""The makes of forge, and the variables of the environment that speak of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Token:
    """What opens a forge: the variable that holds it, the header that carries it, what to do where it is not enough.

    `mend` is for questions, `mend_orders` for changes. `secret` is what is never shown.
    """

    variable: str
    value: str = field(repr=False)
    header: str
    mend: str
    mend_orders: str

    @property
    def secret(self) -> str:
        """The token itself, without the word before it."""
        return self.value.rpartition(" ")[2]


@dataclass(frozen=True)
class Kind:
    """A make of forge: its public home, the variables that name another one, and those that hold tokens.

    Each of the latter comes with the header that carries it, and the word that stands there before it. `longest` is how
    many characters the body of a request may have.
    """

    name: str
    home: str
    server_variable: str
    interface_variables: tuple[str, ...]
    token_variables: Mapping[str, tuple[str, str]]
    remedy: str
    remedy_orders: str
    longest: int

    def server(self, variables: Mapping[str, str]) -> str:
        """Where people meet the forge that tokens are for."""
        return variables.get(self.server_variable, self.home).rstrip("/")

    def token(self, variables: Mapping[str, str]) -> Token | None:
        """The first token that is there."""
        for variable, (header, before) in self.token_variables.items():
            if variable in variables:
                return Token(variable, f"{before}{variables[variable]}", header, self.remedy, self.remedy_orders)
        return None


_BEARER = ("Authorization", "Bearer ")
GITHUB = Kind(
    name="github",
    home="https://github.com",
    server_variable="GITHUB_SERVER_URL",
    interface_variables=("GITHUB_API_URL", "GITHUB_GRAPHQL_URL"),
    token_variables={"GITHUB_TOKEN": _BEARER, "GH_TOKEN": _BEARER},
    remedy="set GITHUB_TOKEN to a token that may read pull requests and members",
    remedy_orders="set GITHUB_TOKEN to a token that may write pull requests and contents",
    longest=65_536,
)
GITLAB = Kind(
    name="gitlab",
    home="https://gitlab.com",
    server_variable="CI_SERVER_URL",
    interface_variables=("CI_API_V4_URL", "CI_API_GRAPHQL_URL"),
    token_variables={"GITLAB_TOKEN": _BEARER, "CI_JOB_TOKEN": ("JOB-TOKEN", "")},
    remedy="set GITLAB_TOKEN to a token with the scope read_api",
    remedy_orders="set GITLAB_TOKEN to a token with the scope api, of somebody who may push",
    longest=1_048_576,
)
