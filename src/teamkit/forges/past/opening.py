"""Puts a forge's memory together. Importing it imports what speaks HTTP, so import it where a forge is asked."""

from collections.abc import Mapping

from teamkit.forges.cache import folder
from teamkit.forges.kinds import GITHUB, Kind, Token
from teamkit.forges.past import github, gitlab
from teamkit.forges.past.store import Store
from teamkit.forges.shelf import Shelf
from teamkit.forges.waiting import Patience


def past(kind: Kind, path: str, token: Token, variables: Mapping[str, str], patience: Patience) -> Store:
    """The memory of a repository, kept between runs. Raises ForgeError as `find_past` does."""
    read = github.reader if kind is GITHUB else gitlab.reader
    shelf = Shelf(folder(variables), token.value)
    return Store(read(path, token, variables, patience), shelf, f"{kind.server(variables)}/{path}", patience.now)
