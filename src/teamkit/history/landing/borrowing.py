"""A repository of its own that borrows the objects of another one, so that no setting of that one matters.

What git says of commits depends on the settings of user and clone, on attributes, and on commits that are replaced.
Here the same commit says the same everywhere.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from teamkit.history.git import QUIET, ask, command, refusal

_PIECE = 1 << 20
_CONFIG = """\
[core]
    repositoryFormatVersion = 1
    bare = true
    attributesFile = {nothing}
[extensions]
    objectFormat = {form}
"""


class Borrowed:
    """Git, of which every command sees the objects of one repository, and nothing else of it."""

    def __init__(self, root: Path, folder: Path, objects: Path, opened: ExitStack) -> None:
        """Work in a folder that is a git directory, for a repository; what is started ends with the stack."""
        self.objects = objects
        self._root, self._folder, self._opened = root, folder, opened
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
            **QUIET,
            "GIT_DIR": str(folder),
            "GIT_OBJECT_DIRECTORY": str(objects),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ATTR_NOSYSTEM": "1",
        }

    def ask(self, *arguments: str) -> str:
        """What git prints. Raises Refusal as `refusal` says."""
        return os.fsdecode(b"".join(self.read(*arguments)))

    def read(self, *arguments: str, given: str = "") -> Iterator[bytes]:
        """What git prints when `given` this to read, piece by piece. Raises Refusal as `refusal` says.

        It hands over a full buffer at a time, where it would hand over each commit.
        """
        with TemporaryFile() as asked, TemporaryFile() as said:
            asked.write(given.encode())
            asked.seek(0)
            process, printed = self._start(arguments, asked, said, GIT_FLUSH="0")
            yield from iter(partial(printed.read, _PIECE), b"")
            if process.wait():
                said.seek(0)
                raise refusal(self._root, os.fsdecode(said.read()))

    def talk(self, *arguments: str) -> "Talk":
        """A conversation with a command that answers each question at once."""
        process, printed = self._start(arguments, subprocess.PIPE, subprocess.DEVNULL, GIT_FLUSH="1")
        if process.stdin is None:
            raise AssertionError
        return Talk(process.stdin, printed)

    def _start(
        self, arguments: Iterable[str], asked: IO[bytes] | int, said: IO[bytes] | int, **environment: str
    ) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
        process = subprocess.Popen(
            command(*arguments),
            cwd=self._folder,
            env=self._environment | environment,
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=said,
        )
        self._opened.enter_context(process)
        self._opened.callback(process.kill)
        if process.stdout is None:
            raise AssertionError
        return process, process.stdout


@dataclass(frozen=True)
class Talk:
    """A command that is waiting for the next question."""

    _asked: IO[bytes]
    _answers: IO[bytes]

    def say(self, question: bytes) -> IO[bytes]:
        """Where the answer to a question can be read."""
        self._asked.write(question)
        self._asked.flush()
        return self._answers


@contextmanager
def borrowed(root: Path) -> Iterator[Borrowed]:
    """The objects of the repository at a root, until the end of the block."""
    objects, form = ask(root, "rev-parse", "--git-path", "objects", "--show-object-format").splitlines()
    with TemporaryDirectory(prefix="teamkit.") as place, ExitStack() as opened:
        folder = Path(place)
        (folder / "refs").mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/none\n")
        (folder / "config").write_text(_CONFIG.format(nothing=os.devnull, form=form))
        yield Borrowed(root, folder, (root / objects).resolve(), opened)
