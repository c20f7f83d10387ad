"""What each of many landings added and deleted, in little memory."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

type Row = tuple[int, Mapping[int, int]]
"""How many lines came, and how many went by the landing that had brought them."""


def _numbers() -> "array[int]":
    return array("I")


@dataclass(frozen=True)
class Ledger:
    """Rows, one after the other: `added` and `ends` have a place for each, `landings` and `deleted` one for each pair.

    `ends` says where the pairs of a row end.
    """

    added: "array[int]" = field(default_factory=_numbers)
    ends: "array[int]" = field(default_factory=_numbers)
    landings: "array[int]" = field(default_factory=_numbers)
    deleted: "array[int]" = field(default_factory=_numbers)

    def __len__(self) -> int:
        return len(self.added)

    def append(self, added: int, deleted: Mapping[int, int]) -> None:
        """Keep what the next landing did."""
        self.added.append(added)
        self.landings.extend(deleted.keys())
        self.deleted.extend(deleted.values())
        self.ends.append(len(self.landings))

    def __iter__(self) -> Iterator[Row]:
        start = 0
        for added, end in zip(self.added, self.ends, strict=True):
            yield added, dict(zip(self.landings[start:end], self.deleted[start:end], strict=True))
            start = end
