"""Bring an update that was rehearsed into the repository, as a branch for people to look at."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from teamkit.findings import Place, Refusal, Unseen
from teamkit.history.branches import branches, flow
from teamkit.history.commits import Version
from teamkit.lifecycle.answers import answers
from teamkit.lifecycle.form import form
from teamkit.lifecycle.proposing import branch_name, worded
from teamkit.lifecycle.rooms import Room
from teamkit.lifecycle.updating import undecided
from teamkit.lifecycle.updating.formatting import formatted
from teamkit.lifecycle.updating.model import Outcome, Rehearsal
from teamkit.lifecycle.updating.rehearsing import Rehearsed, Try, Wish, rehearsed

_NAME = "template-update"
_TRAILER = "Update-Tree"


class Standing(StrEnum):
    """How a branch of the update's name stands to the update."""

    ABSENT = "absent"
    SAME = "same"
    OLDER = "older"
    OTHERS = "others"


@dataclass(frozen=True)
class Delivery:
    """An update, and the branch that brings it to `head`; no branch where there is nothing to take.

    `was` is what stood there before, `theirs` what stands there on the remote that a team shares. `undecided` are the
    files that somebody has to decide about, `unformatted` says why no formatter went over the others, `title` names it.
    """

    rehearsal: Rehearsal
    branch: str = ""
    head: str = ""
    was: Standing = Standing.ABSENT
    theirs: Standing = Standing.ABSENT
    undecided: tuple[Outcome, ...] = ()
    unformatted: Unseen | None = None
    title: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether nobody should merge it as it is."""
        broken = (trial.broken for trial in self.rehearsal.trials)
        return bool(self.undecided) or any(failed for failed in broken if not isinstance(failed, Unseen))

    @property
    def exit_code(self) -> int:
        """0 it is there as it should be, 1 a person is needed, 2 nobody could look at something."""
        unseen = any(isinstance(trial.broken, Unseen) for trial in self.rehearsal.trials)
        return 1 if self.is_draft else 2 if unseen else 0


def update(
    folder: Path, wish: Wish, tries: tuple[Try, ...] = (), *, remote: str | None = None, dry_run: bool = False
) -> Delivery:
    """Deliver the update of the project in a folder as a branch; the work tree, the index and HEAD stay.

    `remote` is looked at for a branch of that name, as it was fetched last.
    Raises Refusal where it cannot be rehearsed, where the last one is undecided, or the branch holds work of others.
    """
    with rehearsed(folder, wish, tries) as done:
        if done.rehearsal.is_current:
            return Delivery(done.rehearsal)
        _refuse_undecided(done)
        made = _made(done, remote)
        if made.was is Standing.OTHERS:
            mend = f"take it, or delete it: git branch --delete --force {made.branch}"
            raise Refusal(f"the branch {made.branch} has commits that no update made; {mend}")
        if made.was is not Standing.SAME and not dry_run:
            done.room.deliver(made.head, made.branch, instead=made.was is Standing.OLDER)
        return made


def _standing(room: Room, ref: str, head: str, since: str) -> Standing:
    """How a branch stands to an update from `since` to `head`."""
    tip = room.git("for-each-ref", "--format=%(objectname)", ref).strip()
    if not tip:
        return Standing.ABSENT
    fork = room.git("merge-base", tip, since).strip()
    if _difference(room, fork, tip) == _difference(room, since, head):
        return Standing.SAME
    form = f"%T%x00%(trailers:key={_TRAILER},valueonly,separator=)"
    logged = room.git("log", f"--format={form}", tip, "--not", since).splitlines()
    pairs = (line.split("\0") for line in logged)
    return Standing.OLDER if all(tree == said for tree, said in pairs) else Standing.OTHERS


def _refuse_undecided(done: Rehearsed) -> None:
    place = undecided.place(done.recorded.folder)
    if (done.before / place).exists():
        raise Refusal("lists what the last update left to you; decide it, delete the list and commit", Place(place))


def _made(done: Rehearsed, remote: str | None) -> Delivery:
    """The commits of an update in its room: the template's part, then what the formatter makes of it."""
    room, since, asked = done.room, done.rehearsal.head, form(done.before)
    branch = branch_name(_NAME, flow(answers(done.before), branches(room.root)))
    title = worded(asked, f"Update the template to {done.rehearsal.after}", "chore")
    head = _committed(room, _listed(done), title, f"From {done.rehearsal.before}.", since)
    after = room.checkout("formatted", head)
    folder = done.recorded.folder
    paths = [path.removeprefix(f"{folder}/") for path in done.touched]
    unformatted = formatted(room.root / folder, after / folder, paths)
    tree = room.edited(after) if not unformatted else ""
    if tree and tree != room.git("rev-parse", f"{head}^{{tree}}").strip():
        head = _committed(room, tree, worded(asked, "Format what the update brings", "style"), "", head)
    was, theirs = (_standing(room, f"refs/{place}/{branch}", head, since) for place in ("heads", f"remotes/{remote}"))
    outcomes = tuple(verdict.outcome for verdict in done.undecided)
    return Delivery(done.rehearsal, branch, head, was, theirs, outcomes, unformatted, title)


def _listed(done: Rehearsed) -> str:
    """The tree of an update, with the list of what is undecided where something is."""
    if not done.undecided:
        return done.commit
    blob = done.room.git("hash-object", "-w", "--stdin", given=undecided.text(done.room, done.undecided)).strip()
    return done.room.changed(done.commit, {undecided.place(done.recorded.folder): Version("100644", blob)})


def _committed(room: Room, tree: str, subject: str, body: str, parent: str) -> str:
    """A commit that says which tree it was made with, so that what somebody made of it later is told apart."""
    tree = room.git("rev-parse", f"{tree}^{{tree}}").strip()
    return room.commit(tree, "\n\n".join(filter(None, (subject, body, f"{_TRAILER}: {tree}"))) + "\n", parent)


def _difference(room: Room, before: str, after: str) -> str:
    return room.git("diff-tree", "-r", "-z", "--no-renames", before, after)
