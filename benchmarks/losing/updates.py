"""One random history, updated by us and by bare Copier: what came of each line that the owner wrote."""

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from copier import run_copy, run_update

from benchmarks.losing.owners import WORD, Owner
from benchmarks.losing.templates import chain, write
from teamkit.findings import Refusal
from teamkit.lifecycle.updating.delivering import Delivery, update
from teamkit.lifecycle.updating.model import Kind
from teamkit.lifecycle.updating.rehearsing import Wish
from teamkit.lifecycle.updating.undecided import place

type Words = Mapping[bytes, frozenset[str]]
"""The words of an owner, and in which files each stands."""

_TAKE = ("commit", "--quiet", "--allow-empty", "--message", "Take it")


@dataclass(frozen=True)
class Bare:
    """What bare Copier made of an update: the tree, the words of the owner that are gone, and whether it says so.

    `refused` is what it said instead.
    """

    tree: bytes = b""
    lost: frozenset[bytes] = frozenset()
    is_shown: bool = False
    refused: str = ""


@dataclass(frozen=True)
class Ours:
    """What we made of an update: the tree, and the words that are gone: `lost`, or `named` with their file."""

    tree: bytes = b""
    lost: frozenset[bytes] = frozenset()
    named: frozenset[bytes] = frozenset()
    kinds: Counter[Kind] = field(default_factory=Counter)
    refused: str = ""

    @property
    def is_safe(self) -> bool:
        """Whether nothing asks for a person."""
        return not self.refused and not any(kind.needs_a_person for kind in +self.kinds)


@dataclass(frozen=True)
class Update:
    """One update of a history: what owner and template had done, how many words there were, and what came of it."""

    seed: int
    edits: tuple[str, ...]
    changes: tuple[str, ...]
    words: int
    ours: Ours
    bare: Bare

    @property
    def is_comparable(self) -> bool:
        """Whether both should come to the same tree: nothing is dangerous, and bare Copier loses and asks nothing."""
        bare = self.bare
        return self.ours.is_safe and not (bare.refused or bare.is_shown or bare.lost)

    @property
    def is_other(self) -> bool:
        """Whether they do not."""
        return self.is_comparable and self.ours.tree != self.bare.tree


def history(seed: int, folder: Path) -> Iterator[Update]:
    """The updates of one random history, one or two."""
    chance = Random(seed)  # noqa: S311
    versions = chain(chance)
    write(versions, folder / "template.git")
    project = _born(folder, is_extra=chance.random() < 0.5)
    owner = Owner(chance, project, sorted({path for version in versions for path in version.files}))
    since = 1
    for target in sorted({len(versions), chance.randint(2, len(versions))}):
        edits = owner.works()
        answers = {"extra": chance.choice(["true", "false"])} if chance.random() < 0.3 else {}
        wish, before = Wish(f"v{target}", answers), _words(project, "HEAD")
        bare = _bare(shutil.copytree(project, folder / f"bare-{target}", symlinks=True), wish, before)
        changes = tuple(kind for version in versions[since:target] for kind in version.kinds)
        yield Update(seed, edits, changes, len(before), _ours(project, wish, before), bare)
        since = target


def _born(folder: Path, *, is_extra: bool) -> Path:
    project = folder / "project"
    run_copy(str(folder / "template.git"), project, data={"extra": is_extra}, vcs_ref="v1", defaults=True, quiet=True)
    for words in (("init", "--quiet", "--template=", "--initial-branch=main"), ("add", "--all"), _TAKE):
        _git(project, *words)
    return project


def _ours(project: Path, wish: Wish, before: Words) -> Ours:
    """Update, look, and take it."""
    try:
        delivery = update(project, wish)
    except Refusal as refusal:
        return Ours(refused=str(refusal))
    _take(project, delivery)
    gone = before.keys() - _words(project, "HEAD").keys()
    outcomes = [outcome for outcome in delivery.rehearsal.outcomes if outcome.kind.needs_a_person]
    files = {name for outcome in outcomes for name in (outcome.path, outcome.renamed)}
    named = frozenset(word for word in gone if before[word] & files)
    tree = _git(project, "rev-parse", "HEAD^{tree}")
    return Ours(tree, frozenset(gone - named), named, Counter(delivery.rehearsal.counts))


def _take(project: Path, delivery: Delivery) -> None:
    """Merge the update, and decide for one's own version of what is open."""
    if not delivery.branch:
        return
    _git(project, "merge", "--quiet", "--ff-only", delivery.branch)
    _git(project, "branch", "--quiet", "--delete", delivery.branch)
    listed = project / place("")
    if listed.exists():
        listed.unlink()
        _git(project, "add", "--all")
        _git(project, *_TAKE)


def _bare(project: Path, wish: Wish, before: Words) -> Bare:
    try:
        run_update(project, data=dict(wish.answers), vcs_ref=wish.version, defaults=True, overwrite=True, quiet=True)
    except Exception as error:
        return Bare(refused=f"{type(error).__name__}: {error}")
    is_open = bool(_git(project, "ls-files", "--unmerged"))
    _git(project, "add", "--all")
    paths = [project / os.fsdecode(name) for name in _git(project, "ls-files", "-z").split(b"\0") if name]
    there = {word for path in paths if path.is_file() for word in WORD.findall(path.read_bytes())}
    is_shown = is_open or any(path.suffix == ".rej" for path in paths)
    return Bare(_git(project, "write-tree"), frozenset(before.keys() - there), is_shown)


def _words(project: Path, commit: str) -> Words:
    asked = ["git", "grep", "-z", "-a", "-o", "--extended-regexp", WORD.pattern.decode(), commit]
    found = subprocess.run(asked, cwd=project, check=False, capture_output=True).stdout
    words: dict[bytes, set[str]] = {}
    for line in found.splitlines():
        name, _, word = line.partition(b"\0")
        words.setdefault(word, set()).add(os.fsdecode(name).partition(":")[2])
    return {word: frozenset(files) for word, files in words.items()}


def _git(folder: Path, *words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True).stdout
