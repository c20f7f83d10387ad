"""Histories of production and develop, invented from numbers, and what is lost in them.

Each line has a place for ever, and a change names the lines that go and those that come, so that the same change can be
made on both branches, whatever else they did, and a merge is the sum of both. What is lost follows from this
book-keeping alone.

Three things are never told, since nobody could say what is true. Develop takes away again, without a word, what a fix
brought or does by chance what a fix did: that may be meant or an accident. A change comes to develop under another
name, without a trace of its hash, with other lines around it: that may be another change. In a conflict somebody
removes a line by hand: that looks like the choice of a side.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from importing import Importer

FILES, LINES, NEAR = 3, 14, 4
COMMON = "    return None"
EVIL = "Release in a hurry"


type Place = tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """A line of a file, whichever branch it is on; what comes behind it has a place that begins with its own."""

    place: Place
    text: str


@dataclass(frozen=True)
class File:
    """A file of lines."""

    path: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "".join(f"{line.text}\n" for line in self.lines)

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(line.place for line in self.lines)


type Tree = dict[int, File]


@dataclass(frozen=True)
class Edit:
    """Lines that go, and lines that come in their place or behind another one."""

    file: int
    behind: Place
    gone: tuple[Line, ...] = ()
    come: tuple[Line, ...] = ()

    def on(self, tree: Tree) -> Tree | None:
        """The tree with this edit; None where it does not fit."""
        file = tree.get(self.file)
        if not file or self.behind not in file.places or not set(self.gone) <= set(file.lines):
            return None
        lines = sorted({*file.lines, *self.come} - {*self.gone}, key=lambda line: line.place)
        return {**tree, self.file: replace(file, lines=tuple(lines))}

    @property
    def back(self) -> "Edit":
        return replace(self, gone=self.come, come=self.gone)

    @property
    def touched(self) -> set[Place]:
        return {self.behind, *(line.place for line in (*self.gone, *self.come))}


@dataclass(frozen=True)
class Whole:
    """A file that comes or goes."""

    file: int
    old: File | None
    new: File | None

    def on(self, tree: Tree) -> Tree | None:
        """The tree with or without the file; None where that is so already."""
        if (self.file in tree) is (self.old is None):
            return None
        rest = {number: file for number, file in tree.items() if number != self.file}
        return {**rest, self.file: self.new} if self.new else rest

    @property
    def back(self) -> "Whole":
        return Whole(self.file, self.new, self.old)

    @property
    def touched(self) -> set[Place]:
        return {line.place for file in (self.old, self.new) if file for line in file.lines}


@dataclass(frozen=True)
class Rename:
    """Another name for a file."""

    file: int
    path: str
    touched: frozenset[Place] = frozenset()

    def on(self, tree: Tree) -> Tree | None:
        """The tree with the new name; None where the file is gone."""
        return {**tree, self.file: replace(tree[self.file], path=self.path)} if self.file in tree else None


type Reversible = Edit | Whole
type Op = Reversible | Rename


@dataclass
class Side:
    """One of the two branches: its newest commit, its files, and what it reaches: commits, and changes by number."""

    head: str
    tree: Tree
    reached: set[str]
    ops: dict[int, Op] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Step:
    """A commit on production that develop needs: its change, by number, and its subject."""

    name: str
    change: int
    op: Reversible
    subject: str


@dataclass
class Fix:
    """What came to production at once, and the files as they were before."""

    steps: tuple[Step, ...]
    before: Tree
    is_merged: bool
    is_open: bool = True


class Story:
    """A history that grows by one happening at a time."""

    def __init__(self, importer: Importer) -> None:
        self._importer = importer
        self._count = 0
        self._number = 0
        tree = {number: self._file() for number in range(FILES)}
        start = importer.commit("Start", _texts(tree))
        self._main, self._develop = (Side(start, tree, {start}) for _ in range(2))
        self._fixes: list[Fix] = []
        self._twins: dict[int, str] = {}
        self._undone: set[str] = set()
        self._superseded: set[str] = set()
        self._common: set[Place] = set()

    def goes_on(self, happening: str, number: int) -> None:
        """Let something happen; which file, line or fix it is about follows from the number."""
        self._number = number
        HAPPENINGS[happening](self)

    def end(self) -> None:
        """Point the branches to what they came to."""
        self._importer.point("main", self._main.head)
        self._importer.point("develop", self._develop.head)

    @property
    def lost(self) -> set[str]:
        """The commits of production whose change develop does not know."""
        return self._missing - self._superseded

    @property
    def given_up(self) -> set[str]:
        """The commits of production that develop does not want."""
        return self._missing & self._superseded

    @property
    def _missing(self) -> set[str]:
        steps = (step for fix in self._fixes for step in fix.steps)
        lacking = {step.name for step in steps if step.change not in self._develop.known}
        return lacking - self._develop.reached - self._undone

    # ── On develop ──────────────────────────────────────────────────────────────────────────────

    def feature(self) -> None:
        """Develop goes on, away from what fixes touched."""
        op = self._free_edit(self._develop.tree, distance=NEAR)
        if op:
            self._common |= op.touched if COMMON in {line.text for line in (*op.gone, *op.come)} else set()
            self._commit(self._develop, f"Feature {self._new()}", {self._new(): op})

    def edit_near(self) -> None:
        """Develop writes a line beside one that a fix touched."""
        places = [
            (number, place)
            for number, file in self._develop.tree.items()
            for place in file.places
            if place in self._touched
        ]
        if places:
            file, behind = self._pick(places)
            self._commit(
                self._develop, f"Feature {self._new()}", {self._new(): Edit(file, behind, (), (self._line(behind),))}
            )

    def rename(self) -> None:
        """Develop gives a file another name."""
        file = self._draw(FILES)
        op = Rename(file, f"{file}-{self._new()}.py")
        self._commit(self._develop, f"Rename {self._new()}", {self._new(): op})

    def revert_on_develop(self) -> None:
        """Develop takes back, and says so, what came to it and was not released yet."""
        for step in (step for fix in self._fixes for step in fix.steps):
            twin, op = self._twins.get(step.change), self._develop.ops.get(step.change)
            tree = op.back.on(self._develop.tree) if isinstance(op, Edit) else None
            is_away = twin not in self._main.reached and step.name not in self._develop.reached
            if tree and twin and is_away and step.change in self._main.ops:
                del self._develop.ops[step.change], self._twins[step.change]
                self._write(self._develop, f'Revert "{step.subject}"\n\nThis reverts commit {twin}.', tree)
                return

    # ── On production ───────────────────────────────────────────────────────────────────────────

    def fix_by_merge(self) -> None:
        """A hotfix branch of one to three commits comes to production by a merge."""
        self._fix(is_merged=True)

    def fix_directly(self) -> None:
        """A hotfix comes to production without a merge."""
        self._fix(is_merged=False)

    def release(self) -> None:
        """Develop comes to production."""
        self._merge(self._main, self._develop, "Release")

    def evil_release(self) -> None:
        """Develop comes to production, and somebody types a line while merging."""
        same = [number for number, file in self._main.tree.items() if file == self._develop.tree.get(number)]
        if same and self._develop.head not in self._main.reached:
            file = self._pick(same)
            behind = self._pick(self._main.tree[file].places)
            op, change, before = Edit(file, behind, (), (self._line(behind),)), self._new(), self._main.tree
            if self._merge(self._main, self._develop, EVIL, {change: op}):
                self._fixes.append(Fix((Step(self._main.head, change, op, EVIL),), before, is_merged=False))

    def revert_on_main(self) -> None:
        """Production takes back a fix; where develop has it, develop needs that revert too."""
        steps = [step for fix in self._fixes for step in fix.steps if self._can_go(step, fix.before)]
        if steps:
            step, before = self._pick(steps), self._main.tree
            subject, change, is_there = f'Revert "{step.subject}"', self._new(), step.change in self._develop.known
            del self._main.ops[step.change]
            self._write(self._main, f"{subject}\n\nThis reverts commit {step.name}.", step.op.back.on(before) or {})
            if is_there:
                self._main.ops[change] = step.op.back
                back = Step(self._main.head, change, step.op.back, subject)
                self._fixes.append(Fix((back,), before, is_merged=False))
            else:
                self._undone |= {step.name, self._main.head}

    def _can_go(self, step: Step, before: Tree) -> bool:
        """Whether production can take back a change of its own that develop never had, or that both have for good."""
        is_own = (
            not step.subject.startswith((EVIL, "Revert"))
            and _with(before, (step.op,))
            and step.op.back.on(self._main.tree)
        )
        shared = {step.name, self._twins.get(step.change)} & self._develop.reached & self._main.reached
        is_settled = step.change not in self._develop.known or (shared and step.change in self._develop.ops)
        return bool(isinstance(step.op, Edit) and is_own and is_settled and step.change in self._main.ops)

    def _fix(self, *, is_merged: bool) -> None:
        before, start = self._main.tree, self._main.head
        steps: list[Step] = []
        for _ in range(1 + self._draw(3)):
            op = self._fixing(steps)
            if op:
                subject, change = f"Fix {self._new()}", self._new()
                self._commit(self._main, subject, {change: op})
                steps.append(Step(self._main.head, change, op, subject))
        if steps and is_merged:
            self._write(self._main, "Merge branch 'hotfix/x'", self._main.tree, start, self._main.head)
        if steps:
            self._fixes.append(Fix(tuple(steps), before, is_merged))

    def _fixing(self, steps: list[Step]) -> Reversible | None:
        """A change of something that both branches have, or of the line that the same fix wrote before."""
        last = steps[-1].op if steps else None
        if isinstance(last, Edit) and last.come and last.come[0].text != COMMON and self._draw(2):
            return Edit(last.file, last.behind, last.come[:1], (self._line(last.come[0].place),))
        if self._draw(6) == 0:
            file = self._file()
            return Whole(self._new(), None, file)
        own = self._common | {place for step in steps for place in step.op.touched}
        op = self._free_edit(self._main.tree, own, distance=1)
        return op if op and op.on(self._develop.tree) else None

    # ── From production to develop ──────────────────────────────────────────────────────────────

    def merge_back(self) -> None:
        """Production comes to develop whole, unless develop took back or rewrote something of it."""
        if (self._develop.known & self._main.ops.keys()) <= self._develop.ops.keys():
            self._merge(self._develop, self._main, "Merge branch 'main' into develop")

    def pick(self) -> None:
        """The commits of a fix come again, under their own subject."""
        number = ("", " (#7)")[self._draw(2)]
        self._bring(self._waiting, lambda step: f"{step.subject}{number}")

    def pick_by_hash(self) -> None:
        """The commits of a fix come again with their hashes."""
        self._bring(self._waiting, lambda step: f"{step.subject}\n\n(cherry picked from commit {step.name})")

    def adapt(self) -> None:
        """A fix of one added line comes again with its hash and in other words."""
        fix = self._waiting
        op = fix.steps[0].op if fix else None
        if fix and len(fix.steps) == 1 and isinstance(op, Edit) and not op.gone:
            (step,) = fix.steps
            words = Edit(op.file, op.behind, (), (self._line(op.behind),))
            message = f"{step.subject}\n\n(cherry picked from commit {step.name})"
            if self._commit(self._develop, message, {self._new(): words}):
                self._develop.known.add(step.change)
                fix.is_open = False

    def pick_reworded(self) -> None:
        """The same patches come under other subjects."""
        fix = self._waiting
        if fix and self._reads_as_before(fix):
            self._bring(fix, lambda _: f"Backport {self._new()}")

    def rebase(self) -> None:
        """The commits of a fix come on a branch, by a merge."""
        start = self._develop.head
        if self._bring(self._waiting, lambda step: step.subject):
            self._write(self._develop, "Merge branch 'backmerge/x'", self._develop.tree, start, self._develop.head)

    def squash(self) -> None:
        """One commit brings a fix and lists its subjects, or has the same patch as the fix as a whole."""
        fix = self._waiting
        is_named = self._draw(2) == 0
        if fix and (is_named or (fix.is_merged and self._reads_as_before(fix))):
            body = "\n".join(f"* {step.subject}" for step in fix.steps)
            message = f"Bring back {self._new()} (#8)" + (f"\n\n{body}" if is_named else "")
            if self._commit(self._develop, message, {step.change: step.op for step in fix.steps}):
                fix.is_open = False

    def supersede(self) -> None:
        """Develop says that it does not want a fix."""
        fix = self._waiting
        if fix:
            trailers = "\n".join(f"Supersedes: {step.name[:12]}" for step in fix.steps)
            self._write(self._develop, f"Not needed any more\n\n{trailers}", self._develop.tree)
            self._superseded |= {step.name for step in fix.steps}
            fix.is_open = False

    def pretend(self) -> None:
        """Develop uses the subject of a fix for something else."""
        fix = self._waiting
        op = self._free_edit(self._develop.tree, distance=NEAR)
        if fix and op and COMMON not in _lines(fix):
            self._commit(self._develop, fix.steps[0].subject, {self._new(): op})

    def _bring(self, fix: Fix | None, said: Callable[[Step], str]) -> bool:
        tree: Tree | None = self._develop.tree
        for step in fix.steps if fix else ():
            tree = tree and step.op.on(tree)
        if not fix or not tree:
            return False
        for step in fix.steps:
            self._commit(self._develop, said(step), {step.change: step.op})
            self._twins[step.change] = self._develop.head
        fix.is_open = False
        return True

    @property
    def _waiting(self) -> Fix | None:
        waiting = [
            fix for fix in self._fixes if fix.is_open and self._missing.issuperset(step.name for step in fix.steps)
        ]
        return self._pick(waiting) if waiting else None

    def _reads_as_before(self, fix: Fix) -> bool:
        files = {step.op.file for step in fix.steps}
        return fix.steps[0].subject != EVIL and all(
            fix.before.get(file) == self._develop.tree.get(file) for file in files
        )

    # ── Writing ─────────────────────────────────────────────────────────────────────────────────

    def _commit(self, side: Side, message: str, ops: dict[int, Op]) -> bool:
        tree = _with(side.tree, ops.values())
        if tree:
            side.ops |= ops
            side.known |= ops.keys()
            self._write(side, message, tree)
        return bool(tree)

    def _merge(self, side: Side, other: Side, message: str, typed: dict[int, Op] | None = None) -> bool:
        """Merge a branch into another; false where there is nothing to merge, or a part does not fit."""
        new = {change: op for change, op in other.ops.items() if change not in side.known} | (typed or {})
        is_behind = side.head in other.reached
        tree = _with(other.tree, (typed or {}).values()) if is_behind else _with(side.tree, new.values())
        if not tree or other.head in side.reached:
            return False
        side.ops |= new
        side.known |= other.known | new.keys()
        side.reached |= other.reached
        self._write(side, message, tree, side.head, other.head)
        return True

    def _write(self, side: Side, message: str, tree: Tree, *parents: str) -> None:
        side.head = self._importer.commit(message, _texts(tree), *(parents or (side.head,)))
        side.tree = tree
        side.reached.add(side.head)

    # ── Choosing ────────────────────────────────────────────────────────────────────────────────

    @property
    def _touched(self) -> set[Place]:
        """The lines that fixes touched, which no feature may take away."""
        return {place for fix in self._fixes for step in fix.steps for place in step.op.touched}

    def _free_edit(self, tree: Tree, own: Set[Place] = frozenset(), *, distance: int) -> Edit | None:
        """A change of a line that no fix touched, nor any line so near."""
        touched = self._touched | own
        places = []
        for number, file in tree.items():
            for at, line in enumerate(file.lines[:-1]):
                around = file.places[max(0, at - distance) : at + distance + 1]
                if touched.isdisjoint(around):
                    places.append((number, line, file.lines[at + 1]))
        if not places:
            return None
        file_number, line, following = self._pick(places)
        kind = self._draw(3)
        is_common = self._draw(4) == 0 and following.text != COMMON
        come = (self._line(line.place, COMMON if is_common else ""),)
        return Edit(file_number, line.place, (following,) if kind else (), () if kind == 1 else come)

    def _pick[T](self, things: Sequence[T]) -> T:
        return things[self._draw(len(things))]

    def _draw(self, below: int) -> int:
        self._number, drawn = divmod(self._number, below)
        return drawn

    def _new(self) -> int:
        self._count += 1
        return self._count

    def _line(self, behind: Place = (), text: str = "") -> Line:
        number = self._new()
        return Line((*behind, number), text or f"line {number}")

    def _file(self) -> File:
        lines = (self._line((), COMMON if at % 5 == 4 else "") for at in range(LINES))
        return File(f"file-{self._new()}.py", tuple(lines))


def _with(tree: Tree, ops: Iterable[Op]) -> Tree | None:
    """A tree with changes; None where one does not fit."""
    changed: Tree | None = tree
    for op in ops:
        changed = op.on(changed) if changed else None
    return changed


def _texts(tree: Tree) -> dict[str, str]:
    return {file.path: file.text for file in tree.values()}


def _lines(fix: Fix) -> set[str]:
    edits = (step.op for step in fix.steps if isinstance(step.op, Edit))
    return {line.text for edit in edits for line in (*edit.come, *edit.gone)}


HAPPENINGS: dict[str, Callable[[Story], None]] = {
    name: told
    for name, told in vars(Story).items()
    if not name.startswith("_") and name not in {"goes_on", "end", "lost", "given_up"}
}
