"""Reads the landings of a branch: all, those since a moment, or those that are new since the last time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

from teamkit.history.git import ask
from teamkit.history.heads import head
from teamkit.history.landing.blobs import number_of_lines
from teamkit.history.landing.borrowing import Borrowed, borrowed
from teamkit.history.landing.keeping import Keep, Kept, UselessError
from teamkit.history.landing.ledger import Row
from teamkit.history.landing.lines import Lines
from teamkit.history.landing.listing import Step, authors, mainline
from teamkit.history.landing.model import Landing
from teamkit.history.landing.patching import FORM, changes
from teamkit.history.landing.writing import Rules, is_written, rules

_ANEW = "what was kept of this branch {why}: it was read anew"
EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Landings:
    """The landings of a branch from one of them on, the oldest first; each is read when it is asked for.

    `notes` say why what was kept was of no use.
    """

    notes: tuple[str, ...]
    _root: Path
    _mainline: Sequence[Step]
    _first: int
    _rules: Rules
    _kept: Kept
    _keep: Keep | None

    def __len__(self) -> int:
        return len(self._mainline) - self._first + 1

    @property
    def live(self) -> Mapping[str, Sequence[int]]:
        """The lines of each file at the landing that was read last, by the number of the landing that brought them."""
        return self._kept.files

    def __iter__(self) -> Iterator[Landing]:
        """Read them. Raises BlindError where git lacks something."""
        with borrowed(self._root) as git:
            rows = islice(chain(self._kept.ledger, self._new(git)), self._first - self._kept.first, None)
            steps = self._mainline[self._first - 1 :]
            for number, (step, row) in enumerate(zip(steps, rows, strict=True), self._first):
                yield Landing(number, step.commit, step.at, *row)

    def _new(self, git: Borrowed) -> Iterator[Row]:
        """What those landings did that are not known yet."""
        kept = self._kept
        names = [each.commit for each in self._mainline]
        new, parents = names[kept.last :], ["", *names][kept.last :]
        if not new:
            return
        lines = Lines(kept.files, is_written(git, new[-1], self._rules), number_of_lines(git))
        given = "".join(f"{name} {parent}\n" for name, parent in zip(new, parents, strict=False))
        patches = changes(git.read("diff-tree", "--stdin", *FORM, given=given))
        people = authors(git, self._mainline, kept.last + 1)
        for number, ((name, changed), wrote) in enumerate(zip(patches, people, strict=True), kept.last + 1):
            row = wrote, *lines.land(number, changed)
            kept.ledger.append(*row)
            kept.head = name
            yield row
        if self._keep:
            self._keep.save(kept)


def read(
    root: Path,
    ref: str,
    span: tuple[datetime, datetime] = EVER,
    *,
    generated: Iterable[str] = (),
    keep: Path | None = None,
) -> Landings:
    """The landings of a branch, from the first one in a span of time to the newest.

    `generated` are patterns of paths that nobody writes by hand, in the form of .gitignore. What was read is kept in
    the folder `keep`, by the repository and the ref. Raises Refusal where there is no such ref, or not all its history.
    """
    newest = head(root, ref)
    with borrowed(root) as git:
        line = mainline(git, newest)
        found = rules(git, newest, generated)
        names = git.ask("ls-tree", newest, "--", ".mailmap")
        objects = git.objects
    since, until = span
    first = next((number for number, each in enumerate(line, 1) if since <= each.at < until), len(line) + 1)
    keeping = Keep(keep, f"{objects} {ref}") if keep else None
    fresh = Kept(_digest(root, found, names), first)
    kept, notes = _resumed(keeping, fresh, line) if keeping else (fresh, ())
    return Landings(notes, root, line, first, found, kept, keeping)


def _digest(root: Path, found: Rules, names: str) -> str:
    """What rows depend on beside the commits: the rules, people's names, the form of patches, and git's own version."""
    return sha256(repr((found, names, FORM, ask(root, "version"))).encode(errors="surrogateescape")).hexdigest()


def _resumed(keep: Keep, fresh: Kept, mainline: Sequence[Step]) -> tuple[Kept, tuple[str, ...]]:
    """What was kept, where it is of use, else what is fresh, and a note that says so."""
    try:
        kept = keep.load()
    except UselessError as useless:
        return fresh, (_ANEW.format(why=useless),)
    if kept is None or kept.first > fresh.first:
        return fresh, ()
    if kept.head not in (each.commit for each in mainline[kept.last - 1 : kept.last]):
        return fresh, (_ANEW.format(why="is of a history that was rewritten"),)
    if kept.rules != fresh.rules:
        return fresh, (_ANEW.format(why="was counted by other rules"),)
    return kept, ()
