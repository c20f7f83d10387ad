"""How many lines a blob has, as git counts them."""

from collections.abc import Callable
from functools import cache

from teamkit.history.landing.borrowing import Borrowed, Talk

_LOOKED_AT = 8000
"""A blob with a NUL among so many bytes has no lines: buffer_is_binary in git's xdiff-interface.c."""


def number_of_lines(git: Borrowed) -> Callable[[str], int]:
    """Tells how many lines a blob has: none where git takes it for binary."""

    @cache
    def talk() -> Talk:
        return git.talk("cat-file", "--batch")

    def number(blob: str) -> int:
        answers = talk().say(f"{blob}\n".encode())
        *_, size = answers.readline().split()
        text = answers.read(int(size))
        answers.read(1)
        return 0 if b"\0" in text[:_LOOKED_AT] else text.count(b"\n") + (text[-1:] not in {b"\n", b""})

    return number
