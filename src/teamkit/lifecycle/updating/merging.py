"""Three versions of files, merged line by line in a room."""

from collections.abc import Iterable, Mapping

from teamkit.history.commits import Version
from teamkit.history.meeting import merged as met
from teamkit.history.objects import versions
from teamkit.lifecycle.rooms import Room
from teamkit.lifecycle.updating.judging import Site


def merged(room: Room, sites: Iterable[Site]) -> Mapping[str, Version | None]:
    """What each contended file comes to by its path; None where both changed the same lines."""
    contended = [site for site in sites if site.is_contended]
    if not contended:
        return {}
    nothing = room.git("mktree").strip()
    base, ours, theirs = (
        room.changed(nothing, {site.path: version for site, version in zip(contended, column, strict=True)})
        for column in zip(*((site.base, site.ours, site.theirs) for site in contended), strict=True)
    )
    begin = room.draft(base)
    sides = (room.draft(tree, begin) for tree in (ours, theirs))
    tree, *conflicts = met(room.store, *sides)
    result = versions(room.store, tree)
    return {site.path: None if site.path in conflicts else result.get(site.path) for site in contended}


def renames(room: Room, base: str, theirs: str) -> Mapping[str, str]:
    """The old names of the files that were renamed between two trees, by their new ones."""
    asked = ("-r", "-z", "--name-status", "--find-renames", "--diff-filter=R", "--no-rename-empty")
    words = room.git("diff-tree", *asked, base, theirs).split("\0")
    return dict(zip(words[2::3], words[1::3], strict=False))
