"""What answers are guessed from: a repository's files, remotes, lasting branches, and whoever asks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from teamkit.forges.addresses import Address, parse
from teamkit.history.branches import Branch, branches, newest
from teamkit.history.commits import Version
from teamkit.history.git import ask, is_shallow
from teamkit.history.objects import contents
from teamkit.history.remotes import fetches_one_branch, remotes

LASTING = ("main", "master", "develop", "dev", "development")
_TOLD = re.compile(
    r"(.*/)?(pyproject\.toml|setup\.(cfg|py)|\.python-version|\.tool-versions|runtime\.txt|(\.?ruff\.toml)|\.flake8"
    r"|\.pre-commit-config\.yaml|tox\.ini|[\w.-]*Dockerfile[\w.-]*|Pipfile|LICEN[CS]E[\w.-]*|(dev-?)?requirements[\w.-]*\.(txt|in))"
)
_DEEPEST = 2
_TAKEN_IN = re.compile(r"\b(develop(ment)?|dev|release[/-]\S+|hotfix[/-]\S+)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A lasting branch: the day of its newest commit, and how many merges of other such branches a year brought it."""

    name: str
    at: date
    merges: int


@dataclass(frozen=True)
class Facts:
    """What is known of a repository. `texts` hold the files that say how it is built, `folder` is what it is called.

    `is_partial` says that other branches may exist which this clone has not; `email` is whoever asks, as git knows it.
    """

    folder: str
    tree: Mapping[str, Version]
    texts: Mapping[str, str]
    addresses: tuple[Address, ...]
    lines: Mapping[str, Line]
    is_partial: bool
    email: str

    def first(self, *patterns: str) -> str | None:
        """The first path that fits a pattern, the first pattern's first; a star stands for slashes too."""
        return next((path for pattern in patterns for path in self.tree if fnmatchcase(path, pattern)), None)


def gather(root: Path, tree: Mapping[str, Version], today: date) -> Facts:
    """The facts of a repository whose HEAD has this tree. Raises Refusal where git refuses."""
    told = [path for path in tree if path.count("/") <= _DEEPEST and _TOLD.fullmatch(path)]
    named = {tree[path].blob: path for path in sorted(told, key=lambda path: path.count("/"))}
    texts = {named[blob]: text.decode(errors="replace") for blob, text in contents(root, named).items()}
    known = branches(root)
    found = (newest(known, name) for name in LASTING)
    return Facts(
        folder=root.name.removesuffix(".git") or root.parent.name,
        tree=tree,
        texts=texts,
        addresses=tuple(filter(None, map(parse, remotes(root)))),
        lines={branch.name: _line(root, branch, today) for branch in found if branch},
        is_partial=is_shallow(root) or fetches_one_branch(root),
        email=_email(root),
    )


def _line(root: Path, branch: Branch, today: date) -> Line:
    """A branch with the merges that its own line got in the year before its newest commit."""
    at = min(branch.at.date(), today)
    since = f"--since={at.replace(year=at.year - 1, day=min(at.day, 28))}"
    subjects = ask(root, "log", "--first-parent", "--merges", since, "--format=%s", branch.ref, "--").splitlines()
    return Line(branch.name, at, sum(bool(_TAKEN_IN.search(subject.partition(" into ")[0])) for subject in subjects))


def _email(root: Path) -> str:
    """The address of whoever works here; empty where git was not told one."""
    settings = ask(root, "config", "--list", "-z").split("\0")
    found = [value for key, _, value in (setting.partition("\n") for setting in settings) if key == "user.email"]
    return found[-1] if found else ""
