"""What a branch got at one time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Landing:
    """A commit on the own line of a branch, its first parents, with all that it brought; in UTC.

    Landings are counted from 1, the root. `authors` are those who wrote what it brought: of a merge the authors of
    the commits that were not on the branch before. `deleted` says how many lines went, by the number of the landing
    that had brought them. A line that was rewritten went, and another one came.

    Lines that do not count are in neither: those that came before the first landing that was read, and those that came
    in a file that nobody writes by hand.
    """

    number: int
    commit: str
    at: datetime
    authors: tuple[str, ...]
    added: int
    deleted: Mapping[int, int]
