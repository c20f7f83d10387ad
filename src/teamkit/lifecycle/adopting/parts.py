"""How far each part of the layer is adopted."""

from collections.abc import Collection
from dataclasses import dataclass

from teamkit.lifecycle.adopting.modules import MODULES, module
from teamkit.lifecycle.adopting.offering import Offer
from teamkit.lifecycle.adopting.standing import Standing


@dataclass(frozen=True)
class Part:
    """A part with its files: those of the template that are adopted, those of yours, and those that are neither."""

    name: str
    adopted: tuple[str, ...]
    yours: tuple[str, ...]
    open: tuple[str, ...]


def parts(offer: Offer, standing: Standing, keep: Collection[str]) -> tuple[Part, ...]:
    """Every part that the template has something of; `keep` are the paths that updates leave alone."""
    found = (_part(name, offer, standing, keep) for name in MODULES)
    return tuple(part for part in found if part.adopted or part.yours or part.open)


def _part(name: str, offer: Offer, standing: Standing, keep: Collection[str]) -> Part:
    paths = [path for path in offer.paths if module(path) == name]
    kept = [path for path in paths if path in keep]
    return Part(
        name,
        adopted=tuple(path for path in paths if path not in keep),
        yours=tuple(path for path in kept if standing.kept(path)),
        open=tuple(path for path in kept if not standing.kept(path)),
    )
