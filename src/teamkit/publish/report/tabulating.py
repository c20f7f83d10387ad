"""Tables as files that other programs read: times as ISO 8601, durations in seconds, shares from 0 to 1."""

import csv
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from teamkit.publish.charts.model import Item
from teamkit.publish.charts.table import Cell, Column, Kind, Table
from teamkit.publish.charts.units import Unit
from teamkit.publish.pages.page import visible

type Plain = str | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text(table: Table) -> str:
    """A table as CSV; a title that a spreadsheet would take for a formula gets an apostrophe before it."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(headings(table))
    writer.writerows([_safe(cell) for cell in row] for row in rows(table))
    return written.getvalue()


def headings(table: Table) -> list[str]:
    """The titles of all columns, with their units."""
    return [title for column in table.columns for title in _titles(column)]


def rows(table: Table) -> list[list[Plain]]:
    """The cells under them; what has an address takes three."""
    return [[part for cell in row for part in _parts(cell)] for row in table.rows]


def _titles(column: Column) -> tuple[str, ...]:
    if column.kind is Kind.ITEM:
        return column.title, f"{column.title} title", f"{column.title} address"
    if column.kind in {Unit.SECONDS, Unit.DAYS, Unit.SHARE}:
        return (f"{column.title} ({column.kind})",)
    return (column.title,)


def _parts(cell: Cell) -> Iterator[Plain]:
    match cell:
        case Item():
            yield from (cell.name, cell.title, cell.href)
        case datetime():
            yield cell.isoformat()
        case bool():
            yield "yes" if cell else "no"
        case _:
            yield cell


def _safe(cell: Plain) -> Plain:
    if not isinstance(cell, str):
        return cell
    shown = str(visible(cell))
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
