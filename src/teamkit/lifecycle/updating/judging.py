"""What becomes of each file when the template's change meets the owner's."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from teamkit.history.commits import Version
from teamkit.lifecycle.updating.model import Kind, Outcome
from teamkit.publish.text import readable

type Tree = Mapping[str, Version]


@dataclass(frozen=True)
class Trees:
    """Three trees: the template as the project has it, the project, and the template as it would get it."""

    base: Tree
    ours: Tree
    theirs: Tree


@dataclass(frozen=True)
class Site:
    """A file in three trees, by the name that it gets; `old` is the one that it had before the template renamed it."""

    path: str
    base: Version | None
    ours: Version | None
    theirs: Version | None
    old: str = ""

    @property
    def is_contended(self) -> bool:
        """Whether both changed a file that can be merged line by line."""
        versions = (self.base, self.ours, self.theirs)
        return len(set(versions)) == 3 and all(version and version.mode.startswith("100") for version in versions)


@dataclass(frozen=True)
class Verdict:
    """What becomes of a site: the version that is taken; where `is_open`, somebody has to choose another or not."""

    site: Site
    kind: Kind
    why: str
    result: Version | None
    is_open: bool = False

    @property
    def outcome(self) -> Outcome:
        """The same in the words of a rehearsal."""
        site = self.site
        return Outcome(site.old or site.path, self.kind, self.why, site.path if site.old else None)


@dataclass(frozen=True)
class Manner:
    """How the template treats some paths: its answers file is always its own, some it writes once, git ignores some."""

    answers: str
    once: Collection[str] = ()
    ignored: Collection[str] = ()


def sites(trees: Trees, renames: Mapping[str, str]) -> tuple[Site, ...]:
    """Every file that a template has or had; `renames` gives the old names of files that it renamed, by the new ones.

    A rename is followed where the owner has the old name and not the new one.
    """
    base, ours, theirs = trees.base, trees.ours, trees.theirs
    followed = {new: old for new, old in renames.items() if old in ours and new not in ours}
    moved = set(followed.values())
    places = sorted({*base, *theirs} - moved)
    return tuple(
        Site(path, base.get(old := followed.get(path, path)), ours.get(old), theirs.get(path), followed.get(path, ""))
        for path in places
    )


def judged(
    every: Iterable[Site], merged: Mapping[str, Version | None], ours: Tree, manner: Manner
) -> tuple[Verdict, ...]:
    """What becomes of each site; `merged` is what the lines of contended ones gave, None where they conflict."""
    verdicts = [verdict for site in every if (verdict := _judged(site, merged, manner))]
    return tuple(_untangled(verdicts, ours))


def changes(verdicts: Iterable[Verdict]) -> dict[str, Version | None]:
    """What differs from the owner's tree."""
    found: dict[str, Version | None] = {}
    for verdict in verdicts:
        site = verdict.site
        if site.old:
            found[site.old] = None
        if site.old or verdict.result != site.ours:
            found[site.path] = verdict.result
    return found


def _judged(site: Site, merged: Mapping[str, Version | None], manner: Manner) -> Verdict | None:
    """None for a file that nobody has any more."""
    if site.path == manner.answers and site.theirs:
        kind = Kind.UNCHANGED if site.theirs == site.ours else Kind.UPDATED
        return Verdict(site, kind, "it holds the answers", site.theirs)
    if site.theirs and not site.old and site.path in manner.once:
        return _once(site)
    if not site.ours and site.path in manner.ignored:
        return Verdict(site, Kind.UNCHANGED, "git ignores it here, so it is in no commit", None)
    if site.old:
        return _renamed(site, merged)
    if site.theirs in {site.base, site.ours}:
        return Verdict(site, Kind.UNCHANGED, "", site.ours) if site.ours else None
    return _taken(site) if site.ours == site.base else _met(site, merged)


def _once(site: Site) -> Verdict:
    if site.ours:
        return Verdict(site, Kind.UNCHANGED, "the template writes it only once", site.ours)
    return Verdict(site, Kind.NEW, "the template writes it wherever it is missing", site.theirs)


def _taken(site: Site) -> Verdict:
    """The owner left it as the template made it."""
    if not site.theirs:
        return Verdict(site, Kind.REMOVED, "the template does without it, and you did not change it", None)
    if not site.base:
        return Verdict(site, Kind.NEW, "the template adds it", site.theirs)
    return Verdict(site, Kind.UPDATED, "the template changes it, and you did not", site.theirs)


def _renamed(site: Site, merged: Mapping[str, Version | None]) -> Verdict:
    if site.ours == site.base:
        return Verdict(site, Kind.UPDATED, f"the template renames it to {readable(site.path)}", site.theirs)
    lost = f"the template renames it to {readable(site.path)}; `copier update` loses your edit"
    carried = site.ours if site.theirs == site.base else site.theirs if site.theirs == site.ours else None
    carried = carried or merged.get(site.path)
    if carried:
        return Verdict(site, Kind.EDIT_LOST, f"{lost}, `teamkit update` carries it there", carried)
    return Verdict(site, Kind.EDIT_LOST, f"{lost}, and it conflicts with what changed there", site.ours, is_open=True)


def _met(site: Site, merged: Mapping[str, Version | None]) -> Verdict:
    """Owner and template went different ways."""
    if not site.base:
        return Verdict(site, Kind.COLLIDES, "the template adds a file where you have one", site.ours, is_open=True)
    if not site.theirs:
        why = "the template does without it, and you changed it; `copier update` loses your edit"
        return Verdict(site, Kind.EDIT_LOST, why, site.ours, is_open=True)
    if not site.ours:
        return Verdict(site, Kind.NOT_DELIVERED, "the template changes it, and you deleted it", None)
    result = merged.get(site.path)
    if result:
        return Verdict(site, Kind.MERGED, "both changed it, in different places", result)
    why = "both changed the same lines" if site.is_contended else "both changed it, and it has no lines to merge"
    return Verdict(site, Kind.CONFLICT, why, site.ours, is_open=True)


def _untangled(verdicts: Iterable[Verdict], ours: Tree) -> Iterator[Verdict]:
    """Give way where a file of the template stands where a folder of the owner does, or in what is a file."""
    verdicts = tuple(verdicts)
    result = {**ours, **changes(verdicts)}
    there = {path for path, version in result.items() if version}
    folders = {parent for path in there for parent in _above(path)}
    for verdict in verdicts:
        path = verdict.site.path
        blocked = path in folders or any(parent in there for parent in _above(path))
        if blocked and path not in ours and verdict.result:
            yield _blocked(verdict)
        else:
            yield verdict


def _blocked(verdict: Verdict) -> Verdict:
    why = "the template puts a file where you have a folder, or into what is a file"
    site = verdict.site
    if site.old:
        return Verdict(replace(site, path=site.old, old=""), Kind.COLLIDES, why, site.ours, is_open=True)
    return Verdict(site, Kind.COLLIDES, why, None, is_open=True)


def _above(path: str) -> Iterator[str]:
    return (parent.as_posix() for parent in PurePosixPath(path).parents if parent.name)
