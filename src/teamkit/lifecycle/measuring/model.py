"""A measure, and what it came to."""

from collections.abc import Callable
from dataclasses import dataclass

from teamkit.findings import Unseen
from teamkit.lifecycle.measuring.facts import Facts
from teamkit.measure.model import Measured


@dataclass(frozen=True)
class Source:
    """Who defined a figure so, and where that is to be read."""

    name: str
    url: str


@dataclass(frozen=True)
class Measure:
    """What a figure is called, how it is defined, where that comes from, and how it is taken."""

    name: str
    title: str
    definition: str
    sources: tuple[Source, ...]
    take: Callable[[Facts], Measured | Unseen]


@dataclass(frozen=True)
class Taken:
    """A measure and what it came to, or why nobody knows."""

    measure: Measure
    result: Measured | Unseen
