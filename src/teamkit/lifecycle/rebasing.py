"""Put one's own migrations on top of those that were merged meanwhile: all files, or none."""

import difflib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Place, Refusal, Unseen
from teamkit.history.git import ask
from teamkit.history.objects import contents, files
from teamkit.history.searching import mentioning
from teamkit.history.tree import tracked
from teamkit.lifecycle.checkout import Checkout
from teamkit.lifecycle.standpoint import Standpoint
from teamkit.migrations.graph import graph
from teamkit.migrations.packages import of_django
from teamkit.migrations.rebasing import Plan, Project, plan
from teamkit.publish.writing import Change, write


@dataclass(frozen=True)
class Rebase:
    """What is to be done app by app, the files that change, and those beside them that name the old migrations."""

    plans: tuple[Plan, ...]
    changes: tuple[Change, ...]
    mentions: tuple[str, ...]


def planned(root: Path, app: str | None) -> Rebase:
    """What is to be done for an app, or for all with several leaves. Raises Refusal where nobody can be sure."""
    checkout = Checkout(root, tracked(root))
    place = checkout.place
    if place is None:
        raise Refusal("there is no commit yet, and nothing to put on top")
    if isinstance(place, Unseen):
        raise Refusal(f"nobody can tell which migrations are yours: {place.why}; {place.mend}")
    if place.own.name == place.working.name:
        raise Refusal(f"this is {place.working.name}, whose migrations others have already; begin a branch")
    merged = files(root, place.working.head)
    before = current = _project(checkout, {*merged, *files(root, place.production.head)})
    plans = []
    for each in _apps(app, before, place, merged):
        plans.append(plan(each, current))
        current = plans[-1].project
    changes = tuple(_changes(before, current))
    _refuse_unsaved(root, changes)
    _refuse_shared(root, changes, place)
    return Rebase(tuple(plans), changes, tuple(_mentions(root, plans, changes)))


def apply(root: Path, changes: Sequence[Change]) -> None:
    """Write, move and delete. Raises Refusal, with every file as it was, where one of them cannot be changed."""
    try:
        write(root, changes)
    except OSError as error:
        for change in changes:
            _restore(root / change.path, change.before)
        raise Refusal(f"{error.filename} cannot be changed ({error.strerror}); all files are as they were") from None


def _restore(path: Path, before: str | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(before.encode())


# ── What is there ───────────────────────────────────────────────────────────────────────────────


def _project(checkout: Checkout, known: Collection[str]) -> Project:
    """The migrations of the work tree; own are those whose paths no lasting branch has."""
    shelf = checkout.shelf
    several = of_django(shelf.read(checkout.own))
    own = frozenset(each.key for each in several if each.path not in known)
    return Project(several, {each.path: shelf.text(each.blob) for each in several}, own)


def _apps(app: str | None, project: Project, place: Standpoint, merged: Collection[str]) -> list[str]:
    """The apps that have several leaves, or of these the one that is named."""
    known = sorted({each.key.app for each in project.migrations})
    if app and app not in known:
        nearest = difflib.get_close_matches(app, known, n=1)
        hint = f"did you mean {nearest[0]}?" if nearest else f"known: {', '.join(known) or 'none'}"
        raise Refusal(f'"{app}" is no app with migrations here; {hint}')
    conflicts = graph(project.migrations).conflicts
    wanted = [app] if app else known
    for each in wanted:
        if each not in conflicts:
            _refuse_behind(each, project, place, merged)
    return [each for each in wanted if each in conflicts]


def _refuse_behind(app: str, project: Project, place: Standpoint, merged: Collection[str]) -> None:
    """Refuse where the other leaf of an app of ours is still on the working branch alone."""
    folders = {each.folder for each in project.of(app) if each.key in project.own}
    here = {each.path for each in project.migrations}
    absent = (path.rpartition("/") for path in merged if path not in here)
    lacking = [name for folder, _, name in absent if folder in folders and name.endswith(".py") and name[0] != "_"]
    if lacking:
        what = f"{place.working} has {', '.join(lacking)} of {app}, which is not here yet"
        raise Refusal(f"{what}: git merge {place.working}")


# ── What must hold ──────────────────────────────────────────────────────────────────────────────


def _refuse_unsaved(root: Path, changes: Collection[Change]) -> None:
    """Refuse where files that change are not committed, so that git could not give them back."""
    paths = {change.path for change in changes}
    entries = ask(root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all").split("\0")
    unsaved = next((entry[3:] for entry in entries if entry[3:] in paths), None)
    if unsaved:
        raise Refusal(f"{unsaved} is not committed; commit it, or put it away, and run the command again")


def _refuse_shared(root: Path, changes: Collection[Change], place: Standpoint) -> None:
    """Refuse where a branch of somebody else has a migration that would get another name."""
    moved = [change.path for change in changes if change.after is None]
    names = {f"{branch.head}:{path}": (branch, path) for branch in place.others for path in moved}
    for name in contents(root, names):
        branch, path = names[name]
        raise Refusal(f"{branch} ({branch.author}) has {path} too, and would keep it; agree, or delete that branch")


# ── What follows ────────────────────────────────────────────────────────────────────────────────


def _changes(before: Project, after: Project) -> Iterator[Change]:
    """The files that differ."""
    for path in sorted(before.texts.keys() | after.texts.keys()):
        old, new = before.texts.get(path), after.texts.get(path)
        if old != new:
            yield Change(path, _decoded(path, old), _decoded(path, new))


def _decoded(path: str, text: bytes | None) -> str | None:
    try:
        return None if text is None else text.decode()
    except UnicodeDecodeError:
        raise Refusal("is not UTF-8; convert it first", Place(path)) from None


def _mentions(root: Path, plans: Collection[Plan], changes: Collection[Change]) -> Iterator[str]:
    """The other files that name a migration which gets another name."""
    changed = {change.path for change in changes}
    moved = (old for made in plans for old, new in made.names.items() if old != new)
    found = dict.fromkeys(path for old in moved for path in mentioning(root, old.name))
    return (path for path in found if path not in changed)
