"""What commits change, line by line."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from teamkit.history.git import ask

_CONFIG = ("log.showRoot=true", "diff.suppressBlankEmpty=false", "merge.conflictStyle=merge")
_CONTEXT = 3
_FORM = (
    *("--patch", "--full-index", f"--unified={_CONTEXT}", "--inter-hunk-context=0", "--find-renames", "--no-relative"),
    *("--diff-algorithm=myers", "--indent-heuristic", "--submodule=short", "--ignore-submodules=none"),
    *("--src-prefix=a/", "--dst-prefix=b/", "--no-color", "--no-ext-diff", "--no-textconv", "--no-show-signature"),
)
# A line of a file stands behind a space, a plus or a minus, so that these begin nothing else.
_COMMIT = re.compile(r"^commit ([0-9a-f]{40,64})\n", re.MULTILINE)
_EDIT = re.compile(r"^diff --git ", re.MULTILINE)
_HUNK = re.compile(r"^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@.*\n", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?:[0-7]{3}|.)")
_BY_LINES = {"content", "add/add"}


@dataclass(frozen=True)
class Hunk:
    """Lines that change together: those that come and go, and how the place reads `after`, with the lines around it.

    In the resolution of a conflict only what was typed by hand comes, and nothing goes: the rest is a choice of sides.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    after: tuple[str, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class Edit:
    """What a commit does to one file, which was `old` before. Without hunks git sees no lines.

    `before` and `after` are the ids of what it held: None where there was or is no file, both where that is the same
    under another name or with another `mode`, which is None where it stays.
    """

    old: str
    path: str
    before: str | None
    after: str | None
    mode: str | None
    hunks: tuple[Hunk, ...]

    @property
    def is_deletion(self) -> bool:
        """Whether the file is gone afterwards."""
        return bool(self.before) and not self.after

    @property
    def keeps_content(self) -> bool:
        """Whether only the name or the mode changes."""
        return self.before is self.after is None

    @property
    def added(self) -> tuple[str, ...]:
        """Every line that comes."""
        return tuple(line for hunk in self.hunks for line in hunk.added)

    @property
    def removed(self) -> tuple[str, ...]:
        """Every line that goes."""
        return tuple(line for hunk in self.hunks for line in hunk.removed)


@dataclass(frozen=True)
class Patch:
    """The change of one commit; `id` is the same for the same change elsewhere, empty where there is none."""

    id: str
    edits: tuple[Edit, ...]


def patches(root: Path, *revisions: str) -> Mapping[str, Patch]:
    """The patch of each commit of revisions; of a merge what differs from the automatic merge."""
    return _read(root, ("--remerge-diff", *revisions))


def patches_of(root: Path, hashes: Iterable[str], *, as_first_parent: bool = False) -> Mapping[str, Patch]:
    """The patch of each of these commits; `as_first_parent` gives all that a merge brought to its first parent."""
    names = "\n".join(hashes)
    merges = "--diff-merges=first-parent" if as_first_parent else "--remerge-diff"
    return _read(root, (merges, "--no-walk=unsorted", "--stdin"), names) if names else {}


def _read(root: Path, what: Iterable[str], given: str = "") -> Mapping[str, Patch]:
    config = (word for setting in _CONFIG for word in ("-c", setting))
    logged = ask(root, *config, "log", *_FORM, "--format=commit %H", *what, given=given)
    told = ask(root, "patch-id", "--stable", given=logged).split()
    ids = dict(zip(told[1::2], told[::2], strict=True))
    _, *parts = _COMMIT.split(logged)
    return {
        name: Patch(ids.get(name, ""), tuple(_edits(text))) for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


def _edits(text: str) -> Iterator[Edit]:
    for section in _EDIT.split(text)[1:]:
        head, *bodies = _HUNK.split(section)
        conflict = _field(head, r"remerge CONFLICT \(([^)]*)\)")
        edit = _edit(head, tuple(_hunks(_without_choice(bodies) if conflict else bodies)))
        if not conflict or _is_typed(edit, conflict, has_lines=bool(bodies)):
            yield edit


def _is_typed(edit: Edit, conflict: str, *, has_lines: bool) -> bool:
    """Whether the resolution of a conflict is more than a choice of lines and of their order."""
    if conflict in _BY_LINES:
        return Counter(edit.added) != Counter(edit.removed) or (not has_lines and edit.before is not None)
    return bool(edit.added)


def _edit(head: str, hunks: tuple[Hunk, ...]) -> Edit:
    names = head.partition("\n")[0]
    same = unquoted(names[: len(names) // 2], "a/")
    before, after = _field(head, r"index ([0-9a-f]+)\.\."), _field(head, r"index [0-9a-f]+\.\.([0-9a-f]+)")
    return Edit(
        old=unquoted(_field(head, "rename from (.+)") or same),
        path=unquoted(_field(head, "rename to (.+)") or same),
        before=None if before is None or not before.strip("0") else before,
        after=None if after is None or not after.strip("0") else after,
        mode=_field(head, "new mode ([0-7]+)"),
        hunks=hunks,
    )


def _field(head: str, pattern: str) -> str | None:
    found = re.search(f"^{pattern}", head, re.MULTILINE)
    return found[1] if found else None


def unquoted(name: str, prefix: str = "") -> str:
    """A path as it is; git quotes those with control characters, quotes and backslashes as C and Python do."""
    if name.startswith('"'):
        name = _ESCAPE.sub(lambda escape: str(ast.literal_eval(f'"{escape[0]}"')), name[1:-1])
    return name.removeprefix(prefix)


def _without_choice(bodies: Iterable[str]) -> Iterator[str]:
    """The hunks of a resolved conflict in which lines that a side had stand as they are, and no marks are left."""
    is_within, sides = False, set()
    for body in bodies:
        kept = []
        for line in body.split("\n"):
            kind, rest = line[:1], line[1:]
            if line.startswith("-<<<<<<< "):
                is_within = True
            elif is_within and line.startswith("->>>>>>> "):
                is_within = False
            elif is_within and kind == "-":
                sides.add(rest)
            else:
                kept.append(f" {rest}" if kind == "+" and rest in sides else line)
        yield "\n".join(kept)


def _hunks(bodies: Iterable[str]) -> Iterator[Hunk]:
    for body in bodies:
        lines = [line for line in body.split("\n") if line[:1] in {" ", "+", "-"}]
        added = tuple(line[1:] for line in lines if line[0] == "+")
        removed = tuple(line[1:] for line in lines if line[0] == "-")
        if added or removed:
            after = tuple(line[1:] for line in lines if line[0] != "-")
            yield Hunk(added, removed, after, _is_end(lines), _is_end(reversed(lines)))


def _is_end(lines: Iterable[str]) -> bool:
    """Whether a hunk has so few lines before its first change that the file must begin there."""
    return len(list(takewhile(lambda line: line[0] == " ", lines))) < _CONTEXT
