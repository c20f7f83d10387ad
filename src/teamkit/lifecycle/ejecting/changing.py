"""Which files of a project go or change when it leaves its template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from teamkit.history.commits import Version
from teamkit.history.objects import versions
from teamkit.lifecycle.ejecting.ground import Ground
from teamkit.lifecycle.ejecting.model import Stay
from teamkit.lifecycle.ejecting.rendering import Both
from teamkit.lifecycle.updating.judging import Manner, Trees, changes, judged, sites
from teamkit.lifecycle.updating.merging import merged
from teamkit.lifecycle.updating.model import Kind
from teamkit.publish import ordinary
from teamkit.publish.documents import documents
from teamkit.team.calling import SCRIPT
from teamkit.team.reading import TEAM_FILE, team_of

_WHY = {
    Kind.EDIT_LOST: "it would go, and you changed it",
    Kind.CONFLICT: "lines of it would change that you changed",
}


@dataclass(frozen=True)
class Changing:
    """The other versions of files, None of those that go, and the files that stay as their owner has them."""

    files: Mapping[str, Version | None]
    stays: tuple[Stay, ...]

    @property
    def gone(self) -> tuple[str, ...]:
        """The files that go."""
        return tuple(sorted(path for path, version in self.files.items() if not version))


def changing(ground: Ground, both: Both) -> Changing:
    """What changes: what the template says, without the files that mean nothing any more, and the team's documents.

    Raises Refusal for a team.yml that cannot be read.
    """
    files, stays = _met(ground, both)
    files |= dict.fromkeys({ground.found.file, SCRIPT, TEAM_FILE} & ground.tree.keys())
    files |= _documents(ground, files)
    return Changing(files, tuple(stay for stay in stays if stay.path not in files))


def _met(ground: Ground, both: Both) -> tuple[dict[str, Version | None], tuple[Stay, ...]]:
    """The template's change where the owner made no other one, and what the owner changed otherwise."""
    room = ground.room
    base, theirs = (versions(room.store, room.tree(folder)) for folder in (both.there, both.left))
    every = sites(Trees(base, ground.tree, theirs), {})
    verdicts = judged(every, merged(room, every), ground.tree, Manner(""))
    stays = (Stay(verdict.site.path, _WHY[verdict.kind]) for verdict in verdicts if verdict.is_open)
    return changes(verdicts), tuple(stays)


def _documents(ground: Ground, files: Mapping[str, Version | None]) -> dict[str, Version | None]:
    """The documents that followed from team.yml, as it is now, which people keep from now on."""
    source = ground.texts(ground.tree, [TEAM_FILE])
    if not source:
        return {}
    tree = ground.after(files)
    team = ordinary.without(team_of(source[TEAM_FILE]), ground.tree.keys() - tree.keys())
    pages = documents(team, sorted(tree))
    present = ground.texts(tree, (page.path for page in pages))
    return dict(_versions(ground, present, ordinary.texts(pages, present)))


def _versions(
    ground: Ground, present: Mapping[str, str], texts: Mapping[str, str | None]
) -> Iterable[tuple[str, Version | None]]:
    for path, text in texts.items():
        if text != present.get(path):
            written = ground.room.git("hash-object", "-w", "--stdin", given=text).strip() if text is not None else ""
            mode = ground.tree[path].mode if path in ground.tree else "100644"
            yield path, Version(mode, written) if written else None
