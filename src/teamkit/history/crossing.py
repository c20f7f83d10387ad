"""What a branch has by commits that another lacks, beside what the other did meanwhile."""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from teamkit.findings import Refusal
from teamkit.history.branches import Branch
from teamkit.history.commits import Commit, Version, commits
from teamkit.history.git import ask
from teamkit.history.graph import Parents, mainline
from teamkit.history.objects import contents, versions
from teamkit.history.patches import Edit, Patch, patches, patches_of


@dataclass(frozen=True)
class Change:
    """What one commit changes, or a merge with all the commits that it brought: their hashes are its `parts`."""

    commit: Commit
    patch: Patch
    parts: tuple[str, ...] = ()

    @property
    def paths(self) -> frozenset[str]:
        """Every name that its files have or had."""
        return frozenset(path for edit in self.patch.edits for path in (edit.old, edit.path))


@dataclass(frozen=True)
class Crossing:
    """Two branches. `missing` are the commits of `source` that `target` does not reach and that change something.

    `merged` are branches that came to the source whole, as one change each. `meanwhile` are the commits of the target
    that not all of these descend from, `patches` the changes of those that may be the same. `here` and `there` are the
    files of target and source, `texts` what the files in question hold, by their blobs, where that is text. `parents`
    knows every commit above.
    """

    source: Branch
    target: Branch
    missing: tuple[Change, ...] = ()
    merged: tuple[Change, ...] = ()
    meanwhile: tuple[Commit, ...] = ()
    patches: Mapping[str, Patch] = field(default_factory=dict)
    here: Mapping[str, Version] = field(default_factory=dict)
    there: Mapping[str, Version] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    parents: Parents = field(default_factory=dict)

    def found(self, path: str) -> str | None:
        """Where the target has a file now, which it may have renamed meanwhile; None where it has none."""
        name = self.names(path)[-1]
        return name if name in self.here else None

    def names(self, path: str) -> tuple[str, ...]:
        """The names that the target gave a file, one after the other, until it has it."""
        names = [path]
        while names[-1] not in self.here and self._renamed.get(names[-1], path) not in names:
            names.append(self._renamed[names[-1]])
        return tuple(names)

    @cached_property
    def line(self) -> tuple[Commit, ...]:
        """The commits that the target itself went through, the newest first."""
        known = {commit.hash: commit for commit in self.meanwhile}
        return tuple(known[name] for name in mainline(self.parents, self.target.head) if name in known)

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """The new name of each file that the target renamed; not of those that it gave two."""
        pairs = {(file.old, file.path) for commit in self.meanwhile for file in commit.files if file.old != file.path}
        number = Counter(old for old, _ in pairs)
        return {old: new for old, new in pairs if number[old] == 1}


def crossing(root: Path, source: Branch, target: Branch) -> Crossing:
    """What `source` has and `target` lacks. Raises Refusal where git cannot say."""
    lacking = commits(root, source.head, f"^{target.head}")
    made = patches(root, source.head, f"^{target.head}") if lacking else {}
    missing = tuple(
        Change(commit, made[commit.hash]) for commit in lacking if made[commit.hash].edits or len(commit.parents) > 2
    )
    if not missing:
        return Crossing(source, target)
    meanwhile = commits(root, target.head, *(f"^{base}" for base in _bases(root, lacking, missing)))
    parents = {commit.hash: commit.parents for commit in (*lacking, *meanwhile)}
    merged = _merged(root, lacking, missing, parents)
    alike = patches_of(root, _alike((*missing, *merged), meanwhile))
    here, there = versions(root, target.head), versions(root, source.head)
    found = Crossing(source, target, missing, merged, meanwhile, alike, here, there, parents=parents)
    return replace(found, texts=_texts(root, found))


def _bases(root: Path, lacking: Iterable[Commit], missing: Iterable[Change]) -> tuple[str, ...]:
    """Commits that all missing ones descend from, where there are any: what they reach is older than every question."""
    counting = {change.commit.hash for change in missing}
    first, after = [], set()
    for commit in reversed(tuple(lacking)):
        if any(parent in counting or parent in after for parent in commit.parents):
            after.add(commit.hash)
        elif commit.hash in counting:
            first.append(commit)
    if not all(commit.parents for commit in first):
        return ()
    try:
        found = ask(root, "merge-base", "--octopus", "--all", *(name for commit in first for name in commit.parents))
    except Refusal:
        return ()
    return tuple(found.split())


def _merged(root: Path, lacking: tuple[Commit, ...], missing: Iterable[Change], parents: Parents) -> tuple[Change, ...]:
    """The branches that left the source's own line and came back to it by one merge."""
    line = frozenset(mainline(parents, lacking[0].hash))
    aside = {commit.hash for commit in lacking} - line
    counting = {change.commit.hash for change in missing}
    brought = {}
    for merge in lacking:
        if merge.hash in line and len(merge.parents) == 2:
            *own, start = _until(mainline(parents, merge.parents[1]), aside)
            parts = tuple(name for name in own if name in counting)
            if start in line and parts:
                brought[merge.hash] = (merge, (merge.hash, *parts))
    whole = patches_of(root, brought, as_first_parent=True)
    return tuple(Change(merge, whole[name], parts) for name, (merge, parts) in brought.items())


def _until(names: Iterable[str], these: Collection[str]) -> Iterator[str]:
    """The first names, which are among these, and the one after them."""
    for name in names:
        yield name
        if name not in these:
            break


def _alike(changes: Iterable[Change], others: Iterable[Commit]) -> Iterator[str]:
    """The commits that touch exactly the files of a change, or that bear its name."""
    changes = tuple(changes)
    paths = {change.paths for change in changes}
    names = {name for change in changes for name in change.commit.names}
    for commit in others:
        touched = frozenset(path for file in commit.files for path in (file.old, file.path))
        if len(commit.parents) < 2 and (touched in paths or not names.isdisjoint(commit.names)):
            yield commit.hash


def _texts(root: Path, found: Crossing) -> Mapping[str, str]:
    """What the files of the missing changes hold, then and on both branches now."""
    edits = [edit for change in (*found.missing, *found.merged) for edit in change.patch.edits]
    blobs = {blob for edit in edits for blob in _blobs(found, edit)}
    held = contents(root, blobs)
    return {blob: os.fsdecode(text) for blob, text in held.items() if b"\0" not in text}


def _blobs(found: Crossing, edit: Edit) -> Iterator[str]:
    if edit.after:
        yield edit.after
    versions = (found.there.get(edit.path), found.here.get(found.found(edit.path) or ""))
    yield from (version.blob for version in versions if version)
