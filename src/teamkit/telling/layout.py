"""Lays words out on a terminal of a given width, without a line that is longer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

GAP = 2


def hanging(first: Text, body: Text, width: int) -> Iterator[Text]:
    """Words behind others, whose further lines stand below the first."""
    lines = body.wrap(Console(), max(width - first.cell_len, 1))
    before = (first, *(Text(" " * first.cell_len) for _ in lines[1:]))
    for start, line in zip(before, lines, strict=True):
        line.rstrip()
        yield start + line


@dataclass(frozen=True)
class Cell:
    """Words in a column: at its right edge, or cut with an ellipsis where they are longer than `most`."""

    text: Text
    is_right: bool = False
    most: int | None = None

    @property
    def width(self) -> int:
        """The columns that it asks for."""
        return min(self.text.cell_len, self.most or self.text.cell_len)


@dataclass(frozen=True)
class Columns:
    """The widths of columns that several tables share."""

    widths: tuple[int, ...]

    def line(self, cells: Sequence[Cell]) -> Text:
        """One row, without white space at its end."""
        parts = (self._fitted(cell, width) for cell, width in zip(cells, self.widths, strict=True) if width)
        line = Text(" " * GAP).join(parts)
        line.rstrip()
        return line

    def _fitted(self, cell: Cell, width: int) -> Text:
        text = cell.text.copy()
        text.truncate(width, overflow="ellipsis", pad=not cell.is_right)
        if cell.is_right:
            text.pad_left(width - text.cell_len)
        return text


def columns(rows: Iterable[Sequence[Cell]], width: int, least: int) -> Columns | None:
    """Columns as wide as their words, the first one narrower where it must be; None where less than `least` is left."""
    first, *others = [max(cell.width for cell in column) for column in zip(*rows, strict=True)] or [0]
    room = width - sum(each + GAP for each in others if each)
    return Columns((min(first, room), *others)) if room >= min(first, least) else None
