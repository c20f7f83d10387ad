"""The numbers behind a chart."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from teamkit.publish.charts.model import Item
from teamkit.publish.charts.units import NONE, Unit, shown

type Cell = str | float | bool | datetime | Item | None


class Kind(StrEnum):
    """What stands in a column, beside numbers."""

    TEXT = "text"
    ITEM = "item"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """A heading, and what is under it."""

    title: str
    kind: Kind | Unit

    @property
    def is_number(self) -> bool:
        """Whether its cells stand in a column of figures."""
        return isinstance(self.kind, Unit)

    def words(self, cell: Cell) -> str:
        """A cell as people read it."""
        match cell:
            case None:
                return NONE
            case bool():
                return "yes" if cell else "no"
            case datetime():
                return f"{cell:%Y-%m-%d %H:%M}" if self.kind is Kind.MOMENT else f"{cell:%Y-%m-%d}"
            case int() | float() if isinstance(self.kind, Unit):
                return shown(cell, self.kind)
            case _:
                return str(cell)


@dataclass(frozen=True)
class Table:
    """Rows under headings; `name` is that of its file."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
