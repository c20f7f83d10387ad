"""Histories with something of everything, invented from numbers, and the truth about each of their lines.

Every line is written once, so that nobody can doubt which lines stay: those that the same file, or the one that it was
renamed from, had too. Only a revert writes lines again, and they are new then.
"""

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

from histories import git

LINK, COMMIT, PLAIN, RUNS = b"120000", b"160000", b"100644", b"100755"
SMALLEST = 12
"""So many lines a file has that is renamed, so that git knows it again when some of them change too."""
BIRTH = 1767225600
NAMES = (
    b"a b",
    b'qu"ote',
    b"tab\there",
    b"new\nline",
    b"\xff\xfe",
    "ä ö".encode(),
    b"back\\slash",
    b"-dash",
    b" space ",
)
TRAPS = (
    *(
        b"@@ -1,3 +1,9 @@ ",
        b"diff --git a/x b/x ",
        b"rename from ",
        b"--- a/",
        b"+++ b/",
        b"Binary files a and b differ ",
    ),
    *(
        b"0123456789012345678901234567890123456789",
        b"new file mode 160000 ",
        b"- ",
        b"+ ",
        b"\\ No newline ",
        b"\r",
        b"",
    ),
)
AUTHORS = ("Ada <ada@example.com>", "Grace <grace@example.com>", "dependabot[bot] <bot@example.com>")


@dataclass(frozen=True)
class File:
    """A file of a tree; it keeps its lines when its path changes."""

    path: bytes
    content: bytes
    mode: bytes = PLAIN

    @property
    def kind(self) -> bytes:
        """Whether it is a file, a link or a commit: what git never takes for each other."""
        return self.mode[:3]

    @property
    def lines(self) -> list[bytes]:
        """The lines with their ends, of which the last one may have none; binary files and commits have no lines."""
        is_text = self.mode != COMMIT and b"\0" not in self.content[:8000]
        return re.findall(rb"[^\n]*\n|[^\n]+", self.content) if is_text else []


type Tree = dict[int, File]
type Row = tuple[int, Mapping[int, int]]


class Story:
    """A history of so many commits. `rows` is what each landing brought and took, `live` the lines at the end."""

    def __init__(self, seed: int, commits: int) -> None:
        self.rows: list[Row] = []
        self.live: dict[bytes, list[int]] = {}
        self._random = Random(seed)  # noqa: S311
        self._stream: list[bytes] = []
        self._files = self._texts = self._marks = 0
        self._at = BIRTH
        self._past: list[Tree] = []
        tree: Tree = {}
        while self._marks < commits:
            tree = self._landing(tree)
            self._land(tree)
            self._past.append(tree)

    def write(self, folder: Path) -> Path:
        """Write it as a repository whose branch is main."""
        folder.mkdir()
        git("init", "--quiet", "--bare", "--initial-branch", "main", where=folder)
        command = ["git", "fast-import", "--quiet", "--date-format=raw-permissive"]
        subprocess.run(command, cwd=folder, input=b"".join(self._stream), check=True)
        return folder

    # ── What happens ────────────────────────────────────────────────────────────────────────────

    def _landing(self, tree: Tree) -> Tree:
        """A commit, one that changes nothing, or a merge: of a branch, of several, or of one that is thrown away."""
        kind = self._random.choices(("commit", "nothing", "merge", "ours"), (60, 3, 35, 2))[0]
        trunk = self._marks
        if kind in {"commit", "nothing"} or not trunk:
            after = _clear(tree, self._changed(tree)) if kind == "commit" else tree
            self._commit(tree, after, trunk)
            return after
        branch, tip = tree, trunk
        for _ in range(self._random.randint(1, 4)):
            after = self._changed(branch)
            self._commit(branch, after, tip)
            branch, tip = after, self._marks
        after = tree if kind == "ours" else _clear(tree, branch)
        self._commit(tree, after, trunk, tip)
        return after

    def _changed(self, tree: Tree) -> Tree:
        for _ in range(self._random.randint(1, 3)):
            changes = self._changes()
            change = self._random.choices(list(changes), list(changes.values()))[0]
            changed = change(tree)
            paths = {file.path for file in changed.values()}
            is_sound = len(paths) == len(changed) and not any(paths & set(_folders(path)) for path in paths)
            tree = changed if is_sound else tree
        return tree

    def _changes(self) -> Mapping[Callable[[Tree], Tree], int]:
        """What can happen to a tree, and how often it does."""
        alterations = (self._mode, self._binary, self._crlf, self._end, self._link, self._submodule, self._empty)
        return {
            self._create: 8,
            self._delete: 6,
            self._edit: 40,
            self._rename: 10,
            self._swap: 1,
            self._revert: 6,
            **{partial(self._alter, alter=alter): 2 for alter in alterations},
        }

    def _create(self, tree: Tree) -> Tree:
        self._files += 1
        name = self._random.choice((*NAMES, *(b"plain",) * 10)) + b"%d" % self._files
        folder = self._random.choice((b"", b"apps/", b"do cs/", b"apps/deep/"))
        lines = [self._text() for _ in range(self._random.choice((0, 1, 3, 20, 60, 200)))]
        return {**tree, self._files: File(folder + name, b"".join(lines))}

    def _delete(self, tree: Tree) -> Tree:
        gone = self._random.choice([*tree, None])
        return {key: file for key, file in tree.items() if key != gone}

    def _edit(self, tree: Tree) -> Tree:
        return self._alter(tree, lambda file: self._edited(file, self._random.choice((1, 1, 2, 5, 20))))

    def _edited(self, file: File, times: int) -> File:
        lines = file.lines if file.mode in {PLAIN, RUNS} and file.lines else []
        for _ in range(times if lines else 0):
            begin = self._random.randint(0, len(lines))
            is_end = begin == len(lines) and lines and not lines[-1].endswith(b"\n")
            if not is_end:
                end = begin + self._random.choice((0, 1, 1, 2))
                lines[begin:end] = [self._text() for _ in range(self._random.choice((0, 1, 1, 2)))]
        return replace(file, content=b"".join(lines)) if lines else file

    def _rename(self, tree: Tree) -> Tree:
        """A new name, another folder, or a folder where the file was; a line may change with it."""
        able = [key for key, file in tree.items() if len(file.lines) >= SMALLEST and file.mode != LINK]
        if not able:
            return tree
        key = self._random.choice(able)
        self._files += 1
        form = self._random.choice((b"moved/%s %d", b"%s%d", b"%s/inside %d"))
        base = tree[key].path if form.startswith(b"%s") else tree[key].path.rpartition(b"/")[2]
        moved = replace(tree[key], path=form % (base[-60:].lstrip(b"/"), self._files))
        return {**tree, key: self._edited(moved, self._random.choice((0, 0, 1)))}

    def _swap(self, tree: Tree) -> Tree:
        if len(tree) < 2:
            return tree
        one, other = self._random.sample(list(tree), 2)
        return {
            **tree,
            one: replace(tree[one], path=tree[other].path),
            other: replace(tree[other], path=tree[one].path),
        }

    def _revert(self, tree: Tree) -> Tree:
        """A file as it was some time ago, or not at all."""
        if not self._past:
            return tree
        old = self._random.choice(self._past[-30:])
        key = self._random.choice([*old, *tree, 0])
        rest = {other: file for other, file in tree.items() if other != key}
        return {**rest, key: old[key]} if key in old else rest

    def _alter(self, tree: Tree, alter: Callable[[File], File]) -> Tree:
        if not tree:
            return tree
        key = self._random.choice(list(tree))
        return {**tree, key: alter(tree[key])}

    def _mode(self, file: File) -> File:
        return replace(file, mode={PLAIN: RUNS, RUNS: PLAIN}.get(file.mode, file.mode))

    def _binary(self, file: File) -> File:
        if file.mode not in {PLAIN, RUNS}:
            return file
        is_binary = b"\0" in file.content
        text = b"".join(self._text() for _ in range(5))
        return replace(file, content=text if is_binary and self._random.random() < 0.5 else b"\0" + text)

    def _crlf(self, file: File) -> File:
        if not file.lines or file.mode == LINK:
            return file
        return replace(file, content=b"".join(line.rstrip(b"\r\n") + b"\r\n" for line in file.lines))

    def _end(self, file: File) -> File:
        if not file.lines or file.mode == LINK:
            return file
        body = file.content.removesuffix(b"\n")
        return replace(file, content=body if body != file.content else body + b"\n")

    def _link(self, file: File) -> File:
        if file.mode == LINK:
            return replace(file, mode=PLAIN, content=self._text())
        return replace(file, mode=LINK, content=self._text().replace(b"\n", b"").replace(b"\r", b"") + b"x")

    def _submodule(self, file: File) -> File:
        if file.mode == COMMIT and self._random.random() < 0.5:
            return replace(file, mode=PLAIN, content=self._text())
        return replace(file, mode=COMMIT, content=b"%040x" % self._random.getrandbits(150))

    def _empty(self, file: File) -> File:
        return replace(file, content=b"") if file.mode in {PLAIN, RUNS} else file

    def _text(self) -> bytes:
        """A line that was never written before."""
        self._texts += 1
        return self._random.choice((*TRAPS, *(b"    value = ",) * 10)) + b"%d\n" % self._texts

    # ── How it is written, and what is true ─────────────────────────────────────────────────────

    def _commit(self, before: Tree, after: Tree, *parents: int) -> None:
        self._marks += 1
        hours = self._random.choices((self._random.random() * 10, -30, 24 * 400), (97, 3, 0.1))[0]
        self._at += round(hours * 3600)
        lines = [b"commit refs/heads/main", b"mark :%d" % self._marks]
        author = self._random.choices(AUTHORS, (5, 4, 1))[0]
        lines += [f"{role} {author} {self._at} +0200".encode() for role in ("author", "committer")]
        self._at -= round(hours * 3600) if hours > 24 else 0
        lines += [b"data 1", b"x"]
        lines += [word + b" :%d" % mark for word, mark in zip((b"from", b"merge"), parents, strict=False) if mark]
        old, new = ({file.path: file for file in tree.values()} for tree in (before, after))
        lines += [b"D " + _quoted(path) for path in old if path not in new]
        lines += [_written(file) for path, file in new.items() if old.get(path) != file]
        self._stream.append(b"\n".join((*lines, b"", b"")))

    def _land(self, tree: Tree) -> None:
        before, number = self._past[-1] if self._past else {}, len(self.rows) + 1
        old, new = ({file.path: (key, file) for key, file in each.items()} for each in (before, tree))
        live: dict[bytes, list[int]] = {}
        for path, (key, file) in new.items():
            source = old.get(path)
            if not source and key in before and before[key].path not in new:
                source = key, before[key]
            stay: dict[bytes, int] = {}
            if source and source[1].kind == file.kind:
                stay = dict(zip(source[1].lines, self.live[source[1].path], strict=True))
            live[path] = [stay.get(line, number) for line in file.lines]
        was, now = (Counter(landing for lines in each.values() for landing in lines) for each in (self.live, live))
        self.rows.append((now[number], dict(was - now)))
        self.live = live


def _folders(path: bytes) -> Iterator[bytes]:
    while path := path.rpartition(b"/")[0]:
        yield path


def _clear(before: Tree, after: Tree) -> Tree:
    """A tree in which each file that has another name is one that git knows again; else all stays as it was."""
    moved = [(before[key], file) for key, file in after.items() if key in before and before[key].path != file.path]
    return after if all(_likeness(old, new) > 0.7 for old, new in moved if old.lines and new.lines) else before


def _likeness(old: File, new: File) -> float:
    """The share of bytes that two files have in common."""
    same = sum(map(len, set(old.lines) & set(new.lines)))
    return same / max(len(old.content), len(new.content))


def _quoted(path: bytes) -> bytes:
    escaped = path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"' + escaped + b'"'


def _written(file: File) -> bytes:
    if file.mode == COMMIT:
        return b"M 160000 %s %s" % (file.content, _quoted(file.path))
    return b"M %s inline %s\ndata %d\n%s" % (file.mode, _quoted(file.path), len(file.content), file.content)
