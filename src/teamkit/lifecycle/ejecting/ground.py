"""A project as a commit has it, read in a room."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML

from teamkit.history.commits import Version
from teamkit.history.objects import contents, versions
from teamkit.lifecycle.rooms import Room
from teamkit.lifecycle.updating.recorded import Recorded


@dataclass(frozen=True)
class Ground:
    """A project at a commit: what it records of its template, its answers, and its files by paths below its folder."""

    room: Room
    head: str
    found: Recorded
    answers: Mapping[str, Any]
    tree: Mapping[str, Version]

    def after(self, changes: Mapping[str, Version | None]) -> dict[str, Version]:
        """The files once some have other versions, None of those that go."""
        return {path: version for path, version in {**self.tree, **changes}.items() if version}

    def texts(self, tree: Mapping[str, Version], paths: Iterable[str]) -> dict[str, str]:
        """What those of these files hold that are in a tree."""
        blobs = {path: tree[path].blob for path in paths if path in tree}
        held = contents(self.room.store, blobs.values())
        return {path: held[blob].decode(errors="surrogateescape") for path, blob in blobs.items()}


def ground(room: Room, head: str, found: Recorded) -> Ground:
    """The project that a commit records. Raises Refusal where git refuses."""
    tree = versions(room.store, f"{head}:{found.folder}")
    text = contents(room.store, [tree[found.file].blob])[tree[found.file].blob]
    return Ground(room, head, found, YAML(typ="safe", pure=True).load(text), tree)
