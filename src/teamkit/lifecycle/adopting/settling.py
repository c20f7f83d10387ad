"""Write the team of a repository into a checkout, with the pages that follow from it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from teamkit.history.tree import tracked
from teamkit.lifecycle.adopting.apps import apps
from teamkit.lifecycle.adopting.founding import founded, peopled
from teamkit.lifecycle.adopting.opening import Opening
from teamkit.lifecycle.adopting.people import Suggestion, suggestions
from teamkit.lifecycle.adopting.standing import Kept, Standing
from teamkit.publish.documents import documents
from teamkit.publish.writing import plan, write
from teamkit.team.model import Team
from teamkit.team.owning import Ownership
from teamkit.team.reading import TEAM_FILE, read_team, team_of, text_of

_EVERYTHING = "everything"


@dataclass(frozen=True)
class Settled:
    """Who worked here lately, the pages that were written, and what stands in the way of others."""

    people: tuple[Suggestion, ...] = ()
    pages: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


def settle(found: Opening, standing: Standing, today: date, *, with_people: bool) -> Settled:
    """Make team.yml out of the template's, with the people of late where that is wished, and publish it."""
    folder = found.ground.folder
    tree, begun = tracked(folder), text_of(folder / TEAM_FILE)
    pages = [path for path in _pages(team_of(begun), tree) if not standing.kept(path)]
    text = founded(begun, apps(tree), {*tree, *pages})
    forge, areas_of = str(found.answers["forge"]), _areas_of(team_of(text))
    people = suggestions(found.ground.room.root, found.ground.base, forge, areas_of, today)
    known = [each.known for each in people if each.known] if with_people else ()
    (folder / TEAM_FILE).write_text(peopled(text, known), encoding="utf-8", newline="\n")
    return Settled(people, *_published(folder, standing))


def _published(folder: Path, standing: Standing) -> tuple[tuple[str, ...], tuple[Kept, ...]]:
    team, tree = read_team(folder), tracked(folder)
    kept = {path: there for path in _pages(team, tree) if (there := standing.kept(path))}
    several = [each for each in documents(team, tree) if each.text is not None and each.path not in kept]
    changes = plan(folder, several)
    write(folder, changes)
    return tuple(change.path for change in changes), tuple(map(_unpublished, kept.values()))


def _unpublished(kept: Kept) -> Kept:
    """What stands where a page goes, which is made from team.yml and not compared with anything."""
    mend = f"take what {kept.yours} says into team.yml, delete it, and run `teamkit team sync`"
    return replace(kept, why=f"{kept.why}; {mend}", comparable=False)


def _pages(team: Team, tree: Collection[str]) -> Iterable[str]:
    return dict.fromkeys(each.path for each in documents(team, tuple(tree)) if each.text is not None)


def _areas_of(team: Team) -> Callable[[str], Iterable[str]]:
    """The areas that decide about a path, but for the one that takes what is left."""
    ownership = Ownership(team)

    def areas(path: str) -> Iterable[str]:
        deciding = ownership.deciding(ownership.matching(path))
        return (rule.area for rule in deciding if rule.area != _EVERYTHING)

    return areas
