"""The Django apps of a tree, by the places of their files."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SIGN = re.compile(r"(?P<folder>.+)/(apps\.py|models\.py|migrations/__init__\.py)")
_NOT_OURS = {"node_modules", "vendor", "site-packages", "tests", "test", "docs", "examples", "migrations", "templates"}


@dataclass(frozen=True)
class App:
    """An app by its folder."""

    folder: str

    @property
    def name(self) -> str:
        """What its folder is called."""
        return self.folder.rpartition("/")[2]


def apps(tree: Iterable[str]) -> tuple[App, ...]:
    """Every app outside of tests, documents and what others wrote; one inside of another belongs to that one."""
    matches = (_SIGN.fullmatch(path) for path in tree)
    folders = {match["folder"] for match in matches if match}
    ours = sorted(folder for folder in folders if not _NOT_OURS & {*folder.split("/")} and "{{" not in folder)
    return tuple(App(folder) for folder in ours if not any(folder.startswith(f"{other}/") for other in ours))
