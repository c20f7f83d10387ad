"""Do a whole update in a room, and say what comes of it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from teamkit.forges.addresses import without_password
from teamkit.history.git import ask, is_bare
from teamkit.history.objects import versions as tree_of
from teamkit.lifecycle.rooms import Room, room
from teamkit.lifecycle.updating import making
from teamkit.lifecycle.updating.judging import Manner, Trees, Verdict, changes, judged, sites
from teamkit.lifecycle.updating.making import Order, Versions
from teamkit.lifecycle.updating.merging import merged, renames
from teamkit.lifecycle.updating.model import Rehearsal, Trial
from teamkit.lifecycle.updating.news import news
from teamkit.lifecycle.updating.recorded import Recorded, here
from teamkit.publish.text import printable

_UNHELPED = ("-c", "core.fsmonitor=false", "-c", "filter.lfs.required=false", "-c", "filter.lfs.process=")
"""To look at a work tree without the programs that somebody may have configured and not installed.

A filter that git keeps as a process is fatal where it ends before git wrote to it, whether required or not.
"""


@dataclass(frozen=True)
class Wish:
    """What to update to: a version, the newest release where it is None, and answers that change."""

    version: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """What a trial runs on: a project before and after an update, in work trees of the whole repository.

    `folder` is where the project is in them, empty at the top.
    """

    before: Path
    after: Path
    folder: str


type Try = Callable[[Scene], Trial | None]


@dataclass(frozen=True)
class Rehearsed:
    """An update that was done in a room: the commit that comes of it, and what it is.

    `before` is a work tree of the commit that it began at, `verdicts` say what became of each file.
    """

    room: Room
    recorded: Recorded
    before: Path
    commit: str
    verdicts: tuple[Verdict, ...]
    rehearsal: Rehearsal

    @property
    def undecided(self) -> tuple[Verdict, ...]:
        """What somebody has to decide."""
        return tuple(verdict for verdict in self.verdicts if verdict.is_open)

    @property
    def touched(self) -> tuple[str, ...]:
        """The paths of the files that it changes."""
        return tuple(sorted(changes(self.verdicts)))


def rehearse(folder: Path, wish: Wish | None = None, tries: tuple[Try, ...] = ()) -> Rehearsal:
    """What an update of the project in a folder would come to, as it is committed; nothing of it is changed.

    `tries` run on what comes out. Raises Refusal where git, the answers file or the template say no.
    """
    with rehearsed(folder, wish or Wish(), tries) as done:
        return done.rehearsal


@contextmanager
def rehearsed(folder: Path, wish: Wish, tries: tuple[Try, ...] = ()) -> Iterator[Rehearsed]:
    """An update of the project in a folder, in a room that lasts for a moment. Raises Refusal as `rehearse` does."""
    place = here(folder)
    root, head, found = place.root, place.head, place.found
    with room(root) as made:
        before = made.checkout("before", head)
        places = (made.folder / name / found.folder for name in ("base", "theirs"))
        done = _done(made, head, Order(before / found.folder, found, wish.version, wish.answers, *places), before)
        trials = _tried(done, tries) if not done.rehearsal.is_current else ()
        yield replace(done, rehearsal=replace(done.rehearsal, trials=trials, dirty=_dirty(root, done.touched)))


def _done(made: Room, head: str, order: Order, before: Path) -> Rehearsed:
    found = order.recorded
    both = making.versions(order)
    base, theirs = (made.tree(made.folder / name) for name in ("base", "theirs"))
    trees = Trees(*(tree_of(made.store, tree) for tree in (base, head, theirs)))
    every = sites(trees, renames(made, base, theirs))
    absent = {*trees.base, *trees.theirs} - {*trees.ours}
    once = {f"{found.folder}/{path}".lstrip("/") for path in both.once}
    manner = Manner(found.path, once, made.ignored(before, absent))
    verdicts = judged(every, merged(made, every), trees.ours, manner)
    commit = made.draft(made.changed(head, changes(verdicts)), head)
    return Rehearsed(made, found, before, commit, verdicts, _told(both, found, head, verdicts))


def _told(both: Versions, found: Recorded, head: str, verdicts: tuple[Verdict, ...]) -> Rehearsal:
    return Rehearsal(
        template=without_password(found.template),
        before=found.version,
        after=both.theirs.commit,
        head=head,
        outcomes=tuple(verdict.outcome for verdict in verdicts),
        questions=both.questions,
        news=printable(news(both.changelog, both.base.version, both.theirs.version)),
        message=printable(both.message),
    )


def _tried(done: Rehearsed, tries: tuple[Try, ...]) -> tuple[Trial, ...]:
    if not tries:
        return ()
    scene = Scene(done.before, done.room.checkout("after", done.commit), done.recorded.folder)
    return tuple(trial for each in tries if (trial := each(scene)))


def _dirty(root: Path, touched: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these files are not as they were committed."""
    if is_bare(root):
        return ()
    listed = ask(root, *_UNHELPED, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all").split("\0")
    return tuple(sorted({entry[3:] for entry in listed} & {*touched}))
