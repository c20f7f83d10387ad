"""Figures and records of a measure as those of the report."""

from collections.abc import Mapping
from datetime import datetime

from teamkit.forges.past.model import PastRequest
from teamkit.measure.model import Line, Scalar, Value
from teamkit.measure.samples import Count, Sample
from teamkit.measure.work import Work
from teamkit.publish.charts.model import Item
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit
from teamkit.publish.report.model import Amount, Figure


def figure(line: Line) -> Figure:
    """A line of a measure."""
    return Figure(begun(line.label), Unit(line.unit), amount(line.now), amount(line.before) if line.before else None)


def amount(value: Value) -> Amount:
    """What a line says of a period."""
    match value:
        case Count(n):
            return Amount(n)
        case Sample(n, median, p85):
            return Amount(median, p85, n, value.is_few)
        case other:
            return Amount(other.value, None, other.n, other.is_few)


def table(name: str, title: str, records: tuple[Mapping[str, Scalar], ...]) -> Table | None:
    """What a measure was computed from; None where that is nothing."""
    if not records:
        return None
    columns = tuple(Column(key, _kind([record[key] for record in records])) for key in records[0])
    return Table(f"{name}-records", title, columns, tuple(tuple(record.values()) for record in records))


def numbered(what: PastRequest | Work, sign: str) -> Item:
    """A request as people call it, with its title and its address."""
    return Item(f"{sign}{what.number}", what.title, what.url)


def begun(words: str) -> str:
    """Words as a sentence begins, but for an address."""
    return words if "://" in words.partition(" ")[0] else f"{words[:1].upper()}{words[1:]}"


def sentence(note: str) -> str:
    """A note as it stands among sentences."""
    return f"{begun(note)}." if note else note


def _kind(values: list[Scalar]) -> Kind:
    return Kind.MOMENT if any(isinstance(value, datetime) for value in values) else Kind.TEXT
