"""What an update leaves for somebody to decide, as a list that lies in the project until that is done."""

from collections.abc import Iterable

from teamkit.checks.guards.update_decided import FILE
from teamkit.history.commits import Version
from teamkit.lifecycle.rooms import Room
from teamkit.lifecycle.updating.judging import Verdict
from teamkit.lifecycle.updating.model import Kind
from teamkit.publish.markdown import code, fenced, prose

_OPENING = """\
# What the update leaves to you

Your version of each file below is in the project as it was. Take from each part what you want into the file, then
delete this list: that is the decision. The check `update-decided` is red while it is here.
"""
_CHOICE = {
    Kind.CONFLICT: "What the template changes there:",
    Kind.COLLIDES: "What would make yours the template's:",
    Kind.EDIT_LOST: "What the template changes there:",
}
_LONGEST = 100_000
_CUT = "It is cut here; the template has the rest."
_GONE = "The template has it no more: keep it, or delete it."


def place(folder: str) -> str:
    """Where the list of a project is."""
    return f"{folder}/{FILE}" if folder else FILE


def text(room: Room, verdicts: Iterable[Verdict]) -> str:
    """The list, with the template's side of each file as a difference."""
    return "\n".join((_OPENING, *(_part(room, verdict) for verdict in verdicts)))


def _part(room: Room, verdict: Verdict) -> str:
    site = verdict.site
    heading = f"## {code(site.path)}\n\n{prose(f'{verdict.kind}: {verdict.why}')}.\n"
    if not site.theirs:
        return f"{heading}\n{_GONE}\n"
    shown = difference(room, site.path, site.base or site.ours, site.theirs)
    cut = f"\n{_CUT}\n" if len(shown) > _LONGEST else ""
    return f"{heading}\n{_CHOICE[verdict.kind]}\n\n{fenced(shown[:_LONGEST].rstrip('\n'), 'diff')}\n{cut}"


def difference(room: Room, path: str, before: Version | None, after: Version) -> str:
    """How one version of a file differs from another."""
    nothing = room.git("mktree").strip()
    trees = (room.changed(nothing, {path: version}) for version in (before, after))
    return room.git("diff-tree", "-p", "-r", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv", *trees)
