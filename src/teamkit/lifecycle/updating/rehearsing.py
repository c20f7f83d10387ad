"""Do a whole update in a room, and say what comes of it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from teamkit.history.git import ask, top
from teamkit.history.objects import versions as tree_of
from teamkit.lifecycle.rooms import Room, room
from teamkit.lifecycle.updating import making
from teamkit.lifecycle.updating.judging import Manner, Trees, Verdict, changes, judged, sites
from teamkit.lifecycle.updating.making import Order, Versions
from teamkit.lifecycle.updating.merging import merged, renames
from teamkit.lifecycle.updating.model import Rehearsal, Trial
from teamkit.lifecycle.updating.news import news
from teamkit.lifecycle.updating.recorded import Recorded, recorded

type Trying = Callable[["Rehearsed"], tuple[Trial, ...]]


@dataclass(frozen=True)
class Wish:
    """What to update to: a version, the newest release where it is None, and answers that change."""

    version: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rehearsed:
    """An update that was done in a room: the project before it in a folder, the tree that comes of it, what it is.

    `message` is what the template tells those who update.
    """

    room: Room
    recorded: Recorded
    before: Path
    tree: str
    verdicts: tuple[Verdict, ...]
    rehearsal: Rehearsal
    message: str

    @property
    def open(self) -> tuple[Verdict, ...]:
        """What somebody has to decide."""
        return tuple(verdict for verdict in self.verdicts if verdict.is_open)


def rehearse(root: Path, wish: Wish = Wish(), trying: Trying | None = None) -> Rehearsal:
    """What an update of the project in a folder would come to, as it is committed; nothing of it is changed.

    `trying` runs on what comes out. Raises Refusal where git, the answers file or the template say no.
    """
    with rehearsed(root, wish) as done:
        return replace(done.rehearsal, trials=trying(done) if trying else ())


@contextmanager
def rehearsed(root: Path, wish: Wish = Wish()) -> Iterator[Rehearsed]:
    """An update of the project in a folder, done in a room that lasts for a moment. Raises Refusal as `rehearse`."""
    repository = top(root)
    folder = ask(root, "rev-parse", "--show-prefix").strip("/\n")
    head = ask(repository, "rev-parse", "--verify", "HEAD^{commit}").strip()
    found = recorded(repository, head, folder)
    with room(repository) as made:
        before = made.checkout("before", head)
        order = Order(
            before / found.folder, found, wish.version, wish.answers, made.folder / "base", made.folder / "theirs"
        )
        yield _done(made, head, before, order)


def _done(made: Room, head: str, before: Path, order: Order) -> Rehearsed:
    found = order.recorded
    both = making.versions(replace(order, base=order.base / found.folder, theirs=order.theirs / found.folder))
    base, theirs = made.tree(order.base), made.tree(order.theirs)
    trees = Trees(*(tree_of(made.store, tree) for tree in (base, head, theirs)))
    every = sites(trees, renames(made, base, theirs))
    once = {f"{found.folder}/{path}".lstrip("/") for path in both.once}
    absent = {*trees.base, *trees.theirs} - {*trees.ours}
    manner = Manner(found.path, once, made.ignored(before, absent))
    verdicts = judged(every, merged(made, every), trees.ours, manner)
    rehearsal = _told(both, found, head, verdicts)
    return Rehearsed(made, found, before, made.changed(head, changes(verdicts)), verdicts, rehearsal, both.message)


def _told(both: Versions, found: Recorded, head: str, verdicts: tuple[Verdict, ...]) -> Rehearsal:
    return Rehearsal(
        template=found.template,
        before=found.version,
        after=both.theirs.commit,
        head=head,
        outcomes=tuple(verdict.outcome for verdict in verdicts),
        questions=both.questions,
        news=news(both.changelog, both.base.version, both.theirs.version),
    )
