"""Publish the version that reached production last."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Place, Refusal
from teamkit.history.git import ask
from teamkit.history.objects import contents
from teamkit.lifecycle.flowing.bumping import CHANGELOG
from teamkit.lifecycle.flowing.changelog import section
from teamkit.lifecycle.flowing.here import Here
from teamkit.lifecycle.flowing.landings import landings
from teamkit.lifecycle.flowing.steps import Publish, Step
from teamkit.lifecycle.flowing.tags import Tag, shared, tag
from teamkit.lifecycle.flowing.versions import numbering


@dataclass(frozen=True)
class Due:
    """The tag of the newest version on production with its notes, and a version's tag on what is checked out."""

    tag: Tag
    notes: str
    here: str | None

    @property
    def told(self) -> str | None:
        """The name that a pipeline deploys: of the version that is checked out, else of a new one."""
        return self.here or (None if self.tag.is_shared else self.tag.name)


def look(place: Here) -> Due | None:
    """The newest version on production; None for none."""
    root, production = place.root, place.production.head
    scheme = numbering(root, production)
    landing = next(landings(root, scheme, production), None)
    if not landing:
        return None
    name = f"{landing.commit}:{CHANGELOG}"
    notes = section(contents(root, [name]).get(name, b"").decode(errors="replace"), landing.version)
    found = tag(place, scheme.tag(landing.version), landing.commit)
    here = (each for each in ask(root, "tag", "--points-at", "HEAD").split() if scheme.tagged(each))
    return Due(found, notes or "", next(here, None))


def planned(due: Due, remote: str, *, has_forge: bool) -> Iterator[Step]:
    """What publishes it, unless it is out."""
    if due.tag.is_shared or not has_forge:
        yield from shared(due.tag, remote)
    else:
        yield Publish(due.tag.name, due.tag.commit, due.notes)


def notes_of(root: Path, version: str | None) -> str:
    """What the changelog on the disk says of a version, or of the newest. Raises Refusal where it says nothing."""
    where = Place(CHANGELOG)
    try:
        text = (root / CHANGELOG).read_bytes().decode()
    except FileNotFoundError:
        raise Refusal("is missing; flow release writes it", where) from None
    except UnicodeDecodeError:
        raise Refusal("is not UTF-8; convert it", where) from None
    found = section(text, version)
    if found is None:
        raise Refusal(
            f"says nothing of {version or 'any version'}; write a heading for it: ## {version or '1.2.0'}", where
        )
    return found
