"""Tells what programs bring to a branch from what people do."""

import re
from collections.abc import Collection

from teamkit.history.habits import is_bots
from teamkit.history.landing.model import Landing

_AUTHOR = re.compile(r"(?P<name>.*) <(?P<address>(?:\d+\+)?(?P<handle>[^@>]*).*)>", re.DOTALL)
"""GitHub and GitLab put the number and the handle of an account before the @ where an address is to be private."""


def is_programs(landing: Landing, bots: Collection[str]) -> bool:
    """Whether programs alone wrote what landed: those that are known as such, and `bots`, by name, handle or address.

    Who merges does not matter: what a person merges for a program is still the program's.
    """
    told = {name.casefold() for name in bots}
    return all(is_bots(author) or not told.isdisjoint(_names(author)) for author in landing.authors)


def _names(author: str) -> set[str]:
    found = _AUTHOR.fullmatch(author)
    return {name.casefold() for name in found.groups()} if found else set()
