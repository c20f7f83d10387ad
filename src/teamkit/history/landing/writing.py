"""Which paths of a branch people write by hand."""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pathspec import GitIgnoreSpec

from teamkit.findings import Refusal
from teamkit.history.landing.borrowing import Borrowed
from teamkit.history.unwritten import GENERATED

_FILE = ".gitattributes"
_ATTRIBUTE = "linguist-generated"
_NO = {b"unset", b"false"}
_SILENT = b"unspecified"
_MOST = 1 << 16


@dataclass(frozen=True)
class Rules:
    """What tells generated paths: patterns in the form of .gitignore, and the attributes of the branch, by file.

    The attribute is linguist-generated, by which GitHub knows such files; there is none where no file speaks of it.
    """

    patterns: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]

    @cached_property
    def spec(self) -> GitIgnoreSpec:
        """The patterns, made ready. Raises Refusal for one that means nothing."""
        for pattern in self.patterns:
            try:
                GitIgnoreSpec.from_lines([pattern])
            except (ValueError, re.error):
                raise Refusal(f'"{pattern}" is no pattern of .gitignore; mend it under measures, generated') from None
        return GitIgnoreSpec.from_lines(self.patterns)


def rules(git: Borrowed, head: str, patterns: Iterable[str]) -> Rules:
    """The rules of a branch at its head; `patterns` come after those that are so everywhere, and may take them back."""
    paths = git.ask("ls-tree", "-r", "-z", "--name-only", "--full-tree", head).split("\0")
    files = (path for path in paths if path.rpartition("/")[2] == _FILE)
    told = tuple((path, git.ask("cat-file", "blob", f"{head}:{path}")) for path in files)
    is_told = any(_ATTRIBUTE in text for _, text in told)
    return Rules((*GENERATED, *patterns), told if is_told else ())


def is_written(git: Borrowed, head: str, rules: Rules) -> Callable[[str], bool]:
    """Tells whether people write a path by hand: the attribute decides where there is one, else the patterns do."""
    said = _attribute(git, head) if rules.attributes else lambda _: None

    @lru_cache(_MOST)
    def written(path: str) -> bool:
        is_generated = said(path)
        return not (rules.spec.match_file(path) if is_generated is None else is_generated)

    return written


def _attribute(git: Borrowed, head: str) -> Callable[[str], bool | None]:
    """What the attribute says of any path, of today or of old; None where it says nothing. Git itself is asked."""
    git.ask("read-tree", head)
    talk = git.talk("check-attr", "--cached", "-z", "--stdin", _ATTRIBUTE)

    def said(path: str) -> bool | None:
        question = os.fsencode(path) + b"\0"
        answers = talk.say(question)
        answers.read(len(question) + len(_ATTRIBUTE) + 1)
        value = b"".join(iter(lambda: answers.read(1), b"\0"))
        return None if value == _SILENT else value not in _NO

    return said
