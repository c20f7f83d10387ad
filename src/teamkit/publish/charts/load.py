"""Who has how many reviews: two bars a person. The order is that of the names, and says nothing about anybody."""

from teamkit.publish.charts.frame import Drawn, picture
from teamkit.publish.charts.model import Load, Person
from teamkit.publish.charts.svg import Element, element, percent
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import Unit
from teamkit.publish.text import shortened

_ROW = 44
_HEAD = 26
_LONGEST = 0.38
_COLUMNS = (0, 0.5)
_LONGEST_NAME = 34


def load(chart: Load) -> Drawn:
    """The chart."""
    people = sorted(chart.people, key=lambda person: (person.name.casefold(), person.name))
    most = max((count for person in people for count in _counts(person)), default=0)
    heads = (
        element("text", words, x=percent(x), y=14) for x, words in zip(_COLUMNS, ("waiting", chart.lately), strict=True)
    )
    rows = (part for row, person in enumerate(people) for part in _row(person, row, most))
    drawn = picture(
        chart,
        " ".join(f"{person.name}: {person.waiting} waiting, {person.reviewed} {chart.lately}." for person in people)
        or "Nobody.",
        _HEAD + _ROW * len(people),
        element("g", *heads, class_="heads"),
        *rows,
        kind="load",
    )
    columns = (
        Column("Person", Kind.TEXT),
        Column("Waiting", Unit.COUNT),
        Column(chart.lately.capitalize(), Unit.COUNT),
    )
    return Drawn(
        chart, drawn, Table(chart.name, chart.title, columns, tuple((each.name, *_counts(each)) for each in people))
    )


def _counts(person: Person) -> tuple[int, int]:
    return person.waiting, person.reviewed


def _row(person: Person, row: int, most: int) -> tuple[Element, ...]:
    y = _HEAD + _ROW * row
    bars = (
        part
        for start, count in zip(_COLUMNS, _counts(person), strict=True)
        for part in _bar(start, _LONGEST * count / max(most, 1), count, y + 22)
    )
    return element("text", shortened(person.name, _LONGEST_NAME), y=y + 14, class_="name"), *bars


def _bar(start: float, length: float, count: int, y: float) -> tuple[Element, ...]:
    return (
        element("rect", x=percent(start), width=percent(length), y=y, height=10, class_="bar"),
        element("text", str(count), x=percent(start + length), y=y + 9, dx=6),
    )
