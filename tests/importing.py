"""Real git histories, written by one process."""

import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from histories import git

PERSON = "Test <test@example.com>"
BIRTH = 1767225600


class Importer:
    """Writes whole commits through `git fast-import`, a minute after each other, and says what they are called."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        git("init", "--quiet", "--initial-branch", "main", where=folder)
        self._process = subprocess.Popen(
            ["git", "fast-import", "--quiet", "--force", "--date-format=raw-permissive"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._marks: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()
        assert self._process.returncode == 0 or error

    def commit(self, message: str, files: Mapping[str, str], *parents: str, at: datetime | None = None) -> str:
        """Write a commit that holds exactly these files."""
        number = len(self._marks) + 1
        second = round(at.timestamp()) if at else BIRTH + 60 * number
        words = ["from", *["merge"] * len(parents)]
        self._tell(
            "commit refs/heads/main",
            f"mark :{number}",
            *(f"{role} {PERSON} {second} +0000" for role in ("author", "committer")),
            _data(message),
            *(f"{word} {self._marks[parent]}" for word, parent in zip(words, parents, strict=False)),
            "deleteall",
            *(f"M 100644 inline {path}\n{_data(text)}" for path, text in files.items()),
            "",
            f"get-mark :{number}",
        )
        assert self._process.stdout
        name = self._process.stdout.readline().decode().strip()
        self._marks[name] = f":{number}"
        return name

    def point(self, branch: str, name: str) -> None:
        """Let a branch point to a commit."""
        self._tell(f"reset refs/heads/{branch}", f"from {self._marks[name]}", "")

    def _tell(self, *lines: str) -> None:
        assert self._process.stdin
        self._process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self._process.stdin.flush()


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}"
