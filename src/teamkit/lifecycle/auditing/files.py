"""Reads the files of a commit from git's objects, each once, in one pass."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from os import fsencode
from pathlib import Path

from teamkit.history.objects import each, sizes
from teamkit.projects.model import Said
from teamkit.projects.pipelines import system
from teamkit.projects.places import is_test
from teamkit.projects.private import may_be_private, private
from teamkit.projects.secrets.finding import Secret, is_binary, secrets

LARGEST = 1 << 20
LARGEST_DATA = 1 << 25
_NAMES = (
    r"[^/]+\.(?:py|toml|cfg|ini|in|lock|service)|[^/]*requirements[^/]*\.txt|requirements/[^/]+\.txt|environment\.yml",
    r"Pipfile(?:\.lock)?|Procfile|Dockerfile[^/]*|[^/]+\.Dockerfile|Containerfile|[^/]*compose[^/]*\.ya?ml|app\.ya?ml",
    r"render\.yaml|runtime\.txt|\.(?:python-version|tool-versions|flake8|pylintrc|djlintrc)|pylintrc|\.isort\.cfg",
    r"\.pre-commit-config\.yaml|biome\.jsonc?|pyrightconfig\.json|\.?eslint[^/]*|\.?prettier[^/]*",
)
_KEPT = re.compile(rf"(?:^|/)(?:{'|'.join(_NAMES)})$")
_TEST = re.compile(rb"^\s*(?:async )?def test", re.MULTILINE)


@dataclass(frozen=True)
class Contents:
    """The paths of a commit, the texts that say what a project is, and what every file was searched for.

    `skipped` were too large to be read, or are not in this clone.
    """

    tree: tuple[str, ...]
    texts: Mapping[str, bytes]
    tests: Mapping[str, int]
    secrets: tuple[Secret, ...]
    private: tuple[Said, ...]
    skipped: tuple[str, ...]


def read(root: Path, ref: str) -> Contents:
    """What the files of a commit say. Raises Refusal where the commit is gone."""
    listed = {shown(path): entry for path, entry in sizes(root, ref).items()}
    small = {
        path: entry.blob for path, entry in listed.items() if entry.size is not None and entry.size <= _limit(path)
    }
    paths: dict[str, list[str]] = {}
    for path, blob in small.items():
        paths.setdefault(blob, []).append(path)
    gathering = _Gathering()
    for blob, text in each(root, paths):
        for path in paths[blob]:
            gathering.take(path, text)
    skipped = tuple(path for path in listed if path not in small)
    return Contents(tuple(listed), *gathering.ordered(), skipped)


def _limit(path: str) -> int:
    """How large a file may be that is read: a database or a dump is not to be missed."""
    return LARGEST_DATA if may_be_private(path) else LARGEST


def shown(path: str) -> str:
    """A path that can be printed anywhere, whatever bytes its name has."""
    return fsencode(path).decode("utf-8", "backslashreplace")


class _Gathering:
    """What was found so far."""

    def __init__(self) -> None:
        self._texts: dict[str, bytes] = {}
        self._tests: dict[str, int] = {}
        self._secrets: list[Secret] = []
        self._private: list[Said] = []

    def take(self, path: str, text: bytes) -> None:
        """Look at one file."""
        found = private(path, text)
        if found:
            self._private.append(found)
        if is_binary(text) or len(text) > LARGEST:
            return
        self._secrets += secrets(path, text)
        if _KEPT.search(path) or system(path):
            self._texts[path] = text
        if is_test(path):
            self._tests[path] = len(_TEST.findall(text))

    def ordered(self) -> tuple[dict[str, bytes], dict[str, int], tuple[Secret, ...], tuple[Said, ...]]:
        """All of it in the order of paths."""
        return (
            dict(sorted(self._texts.items())),
            dict(sorted(self._tests.items())),
            tuple(sorted(self._secrets, key=lambda each: (each.where.path, each.where.line or 0))),
            tuple(sorted(self._private, key=lambda each: each.where.path)),
        )
