"""Who wrote what each of many landings brought, and what it added and deleted, in little memory."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

type Authors = tuple[str, ...]
type Row = tuple[Authors, int, Mapping[int, int]]
"""Who wrote it, how many lines came, and how many went by the landing that had brought them."""


def _numbers() -> "array[int]":
    return array("I")


@dataclass(frozen=True)
class Ledger:
    """Rows, one after the other: `authors`, `added` and `ends` have a place for each, the others one for each pair.

    `ends` says where the pairs of a row end.
    """

    authors: list[Authors] = field(default_factory=list)
    added: "array[int]" = field(default_factory=_numbers)
    ends: "array[int]" = field(default_factory=_numbers)
    landings: "array[int]" = field(default_factory=_numbers)
    deleted: "array[int]" = field(default_factory=_numbers)

    def __len__(self) -> int:
        return len(self.added)

    def append(self, authors: Authors, added: int, deleted: Mapping[int, int]) -> None:
        """Keep what the next landing did."""
        self.authors.append(authors)
        self.added.append(added)
        self.landings.extend(deleted.keys())
        self.deleted.extend(deleted.values())
        self.ends.append(len(self.landings))

    def __iter__(self) -> Iterator[Row]:
        start = 0
        for authors, added, end in zip(self.authors, self.added, self.ends, strict=True):
            yield authors, added, dict(zip(self.landings[start:end], self.deleted[start:end], strict=True))
            start = end
