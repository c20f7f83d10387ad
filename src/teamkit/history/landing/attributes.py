"""What the attributes of a branch say of generated files: linguist-generated, by which GitHub knows them."""

import os
import re
from collections.abc import Callable, Iterator

from pathspec import GitIgnoreSpec

from teamkit.history.landing.borrowing import Borrowed

_FILE = ".gitattributes"
_ATTRIBUTE = "linguist-generated"
_MACRO = "[attr]"
_NO = {b"unset", b"false"}
_SILENT = b"unspecified"

type Attributes = tuple[tuple[str, str], ...]
"""The files that say so, and their texts."""


def attributes(git: Borrowed, head: str) -> Attributes:
    """All files of attributes at a commit; none where none of them speaks of generated files."""
    paths = git.ask("ls-tree", "-r", "-z", "--name-only", "--full-tree", head).split("\0")
    files = (path for path in paths if path.rpartition("/")[2] == _FILE)
    told = tuple((path, git.ask("cat-file", "blob", f"{head}:{path}")) for path in files)
    return told if any(_ATTRIBUTE in text for _, text in told) else ()


def generated(git: Borrowed, head: str, told: Attributes) -> Callable[[str], bool | None]:
    """Tells whether a path, of today or of old, is said to be generated; None where nothing is said.

    Git itself is asked, but only of paths that a pattern may match.
    """
    git.ask("read-tree", head)
    talk = git.talk("check-attr", "--cached", "-z", "--stdin", _ATTRIBUTE)
    folders = tuple(path.removesuffix(_FILE) for path, text in told if path != _FILE and _ATTRIBUTE in text)
    spec = _superset(dict(told).get(_FILE, ""))

    def said(path: str) -> bool | None:
        if not (path.startswith(folders) or spec.match_file(path)):
            return None
        question = os.fsencode(path) + b"\0"
        answers = talk.say(question)
        answers.read(len(question) + len(_ATTRIBUTE) + 1)
        value = b"".join(iter(lambda: answers.read(1), b"\0"))
        return None if value == _SILENT else value not in _NO

    return said


def _superset(text: str) -> GitIgnoreSpec:
    """The patterns of the uppermost file, as .gitignore reads them: they match all that git's would, and more."""
    try:
        return GitIgnoreSpec.from_lines(_patterns(text))
    except (ValueError, re.error):
        return GitIgnoreSpec.from_lines(["*"])


def _patterns(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if _ATTRIBUTE in line and not line.startswith("!"):
            yield "*" if line.startswith((_MACRO, '"')) else line.split()[0]
