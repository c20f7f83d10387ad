"""What patches say of files and of places in them, without a look at what the lines hold."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from teamkit.history.patches import unquoted

FORM = (
    *("--root", "--always", "--patch", "--unified=0", "--inter-hunk-context=0", "--diff-algorithm=myers"),
    *("--indent-heuristic", "--find-renames", "-l1000", "--irreversible-delete", "--full-index", "--no-relative"),
    *("--src-prefix=a/", "--dst-prefix=b/", "--no-color", "--no-ext-diff", "--no-textconv"),
    *("--submodule=short", "--ignore-submodules=none"),
)
"""The form of patches that is read here: that of `git log -p -U0 -M -D`, whatever the settings are."""
# Lines of files stand behind a plus or a minus, and a backslash begins the word that one has no end.
_HEAD = re.compile(
    rb"\n(?![-+\\])(?:"
    rb"@@ -\d+(?:,(?P<fewer>\d+))? \+(?P<begin>\d+)(?:,(?P<more>\d+))? @@"
    rb"|diff --git (?P<names>.*)"
    rb"|(?P<word>new file mode|deleted file mode|rename from|rename to|index|Binary files) (?P<rest>.*)"
    rb"|(?P<commit>[0-9a-f]{40}(?:[0-9a-f]{24})?)"
    rb")"
)
_COMMIT = "160000"

type Hunk = tuple[int, int, int]
"""How many lines stay before it, with those of earlier hunks in place; how many go there, and how many come."""


@dataclass(slots=True)
class Change:
    """What becomes of a file. `blob` is what it holds then; git shows no hunks where that, or what was, `is_binary`."""

    old: str
    path: str
    mode: str = ""
    blob: str = ""
    is_new: bool = False
    is_gone: bool = False
    is_binary: bool = False
    hunks: list[Hunk] = field(default_factory=list)

    @property
    def is_commit(self) -> bool:
        """Whether it is no file but the commit of a submodule."""
        return self.mode == _COMMIT

    def learn(self, word: bytes, rest: bytes) -> None:
        """Take in a line of its head."""
        match word:
            case b"index":
                blobs, _, mode = rest.decode().partition(" ")
                self.blob, self.mode = blobs.partition("..")[2], mode or self.mode
            case b"new file mode":
                self.is_new, self.mode = True, rest.decode()
            case b"deleted file mode":
                self.is_gone = True
            case b"rename from":
                self.old = unquoted(os.fsdecode(rest))
            case b"rename to":
                self.path = unquoted(os.fsdecode(rest))
            case _:
                self.is_binary = True


def changes(pieces: Iterable[bytes]) -> Iterator[tuple[str, list[Change]]]:
    """What each commit changes, read piece by piece."""
    commit = ""
    found: list[Change] = []
    for fewer, begin, more, names, word, rest, name in _heads(pieces):
        if begin:
            coming = int(more or 1)
            found[-1].hunks.append((int(begin) - (coming > 0), int(fewer or 1), coming))
        elif word:
            found[-1].learn(word, rest)
        elif names:
            same = unquoted(os.fsdecode(names[: len(names) // 2]), "a/")
            found.append(Change(same, same))
        else:
            if commit:
                yield commit, found
            commit, found = name.decode(), []
    if commit:
        yield commit, found


def _heads(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, ...]]:
    """The groups of each head. Of a line that a piece ends within no more is kept than it takes to know it."""
    left = b"\n"
    for piece in pieces:
        text = left + piece
        end = text.rfind(b"\n")
        yield from _HEAD.findall(text, 0, end + 1)
        is_content = text[end + 1 : end + 2] in b"-+\\"
        left = text[end : end + 2] if is_content else text[end:]
