"""The ways to adopt: the layer or a part of it, one file, and to look before."""

from datetime import date
from pathlib import Path

from teamkit.lifecycle.adopting import taking
from teamkit.lifecycle.adopting.beginning import begin
from teamkit.lifecycle.adopting.extending import extend
from teamkit.lifecycle.adopting.model import Adoption, Wish
from teamkit.lifecycle.adopting.opening import opening
from teamkit.lifecycle.adopting.parts import Part, parts
from teamkit.publish.writing import Change, diff


def adopt(root: Path, wish: Wish, today: date) -> Adoption:
    """Deliver the branch that adopts what is wished for, or show it. Raises Refusal, with the repository as it was."""
    with opening(root, wish, today) as found:
        return extend(found, today, is_dry=wish.is_dry) if found.is_adopted else begin(found, wish, today)


def take(root: Path, path: str, wish: Wish, today: date) -> Adoption:
    """Deliver the branch that takes one file, or show it. Raises Refusal, with the repository as it was."""
    with opening(root, wish, today) as found:
        return taking.take(found, path, is_dry=wish.is_dry)


def listed(root: Path, wish: Wish, today: date) -> tuple[Part, ...]:
    """How far each part is adopted. Raises Refusal."""
    with opening(root, wish, today) as found:
        keep = found.keep if found.is_adopted else found.offer.files
        return parts(found.offer, found.offer.standing(found.ground.tree), keep)


def proposed(root: Path, path: str, wish: Wish, today: date) -> str:
    """The difference between yours and the template's version of a file, as a diff. Raises Refusal."""
    with opening(root, wish, today) as found:
        yours = found.ground.folder / taking.comparable(found, path).yours
        before, after = (text.decode(errors="replace") for text in (yours.read_bytes(), found.text(path)))
        return diff([Change(path, before.replace("\r\n", "\n"), after)])
