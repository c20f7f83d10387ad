"""Takes measures of a scene."""

from collections.abc import Iterator

from teamkit.lifecycle.measuring.catalogue import MEASURES
from teamkit.lifecycle.measuring.facts import Facts
from teamkit.lifecycle.measuring.model import Taken

ALL = "all"


def taken(facts: Facts, name: str) -> tuple[Taken, ...]:
    """What a measure comes to, or each of all. Raises Refusal where git or a file of the team refuses."""
    return tuple(_taken(facts, name))


def _taken(facts: Facts, name: str) -> Iterator[Taken]:
    for measure in MEASURES:
        if name in (ALL, measure.name):
            yield Taken(measure, measure.take(facts))
