"""What commits say, and the form that a repository asks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import batched
from pathlib import Path

from teamkit.history.git import ask

FOLDED = ("fixup!", "squash!", "amend!")
"""The beginnings of what `git rebase --autosquash` folds into the commit that it names."""
_FIELDS = ("%H", "%P", "%aN", "%B")


@dataclass(frozen=True)
class Form:
    """The form of messages: a pattern, what else a message may begin with, and the most letters of its first line.

    `file` asks for it; `schema` and `example` show it.
    """

    file: str
    pattern: re.Pattern[str]
    free: tuple[str, ...] = ()
    schema: str = ""
    example: str = ""
    longest: int = 0

    def fault(self, message: str) -> str | None:
        """What is wrong with a message; None where it has the form."""
        subject = message.partition("\n")[0].strip()
        if message.startswith(self.free):
            return None
        if 0 < self.longest < len(subject):
            return f'"{subject}" has {len(subject)} letters, and {self.file} allows {self.longest}'
        if self.pattern.match(message.strip()):
            return None
        if self.pattern.match(subject):
            return f'"{subject}" is not followed by an empty line'
        return f'"{subject}" has not the form that {self.file} asks for: {self.schema}'


@dataclass(frozen=True)
class Message:
    """A commit and the ones that it stands on, who wrote it and what it says."""

    hash: str
    parents: str
    author: str
    text: str

    @property
    def short(self) -> str:
        """What people type."""
        return self.hash[:10]

    @property
    def subject(self) -> str:
        """Its first line."""
        return self.text.partition("\n")[0]

    @property
    def is_bots(self) -> bool:
        """Whether a program wrote it, whose form is set elsewhere."""
        return self.author.casefold().endswith(("[bot]", " bot"))


@dataclass(frozen=True)
class Messages:
    """What the commits of a branch say, the newest first, and the form that they are asked for, if any."""

    form: Form | None = None
    own: tuple[Message, ...] = ()


def own(root: Path, others: Iterable[str]) -> tuple[Message, ...]:
    """The commits that the checked out one has and other branches lack, merges left out, the newest first."""
    form = ("-z", "--no-merges", "--encoding=UTF-8", "--no-show-signature", f"--format={'%x00'.join(_FIELDS)}")
    words = ask(root, "log", *form, "HEAD", "--not", *others, "--").split("\0")[:-1]
    return tuple(Message(*entry) for entry in batched(words, len(_FIELDS)))


def without_comments(root: Path, text: str) -> str:
    """A message as git will keep it: without comments, and without what stands below the scissors."""
    return ask(root, "stripspace", "--strip-comments", given=text.partition(f"{'-' * 24} >8 {'-' * 24}")[0])
