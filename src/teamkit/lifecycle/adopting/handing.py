"""Hand the branch of an adoption over to those who review it, as every other branch."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from teamkit.lifecycle.adopting.model import Delivery
from teamkit.lifecycle.flowing.desk import desk
from teamkit.lifecycle.flowing.finishing import finished, named
from teamkit.lifecycle.flowing.here import heard, here
from teamkit.lifecycle.flowing.performing import perform
from teamkit.lifecycle.flowing.steps import Step


def handed(root: Path, delivery: Delivery) -> Iterator[tuple[Step, str]]:
    """Push a branch and ask for its request: each step as soon as it is done, and the address that it has.

    Raises Refusal or ForgeError at the first that is refused.
    """
    place = replace(heard(here(root)), flow=delivery.flow)
    name, kind = named(place, delivery.branch)
    with desk(place) as opened:
        yield from perform(root, finished(place, opened, name, kind), opened.forge)
