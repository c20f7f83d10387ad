"""Where versions reached production."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from teamkit.history.git import ask
from teamkit.lifecycle.flowing.versions import FILE, Numbering, newest_tagged, number, patched, versions

_MOST = "200"
_MERGE = re.compile(r"(?:branch '(?:origin/)?|from [^/ ]+/)(?P<kind>release|hotfix)/(?P<rest>[^' ]+)")


@dataclass(frozen=True)
class Landing:
    """A version, and the commit on the first-parent line of production that brought it."""

    version: str
    commit: str


def landings(root: Path, scheme: Numbering, head: str) -> Iterator[Landing]:
    """The versions that reached a commit, the newest first: by what its files say, else by the subjects of merges."""
    return _said(root, scheme, head) if scheme.keys else _merged(root, scheme, head)


def _said(root: Path, scheme: Numbering, head: str) -> Iterator[Landing]:
    form = ("--no-show-signature", "--format=%H %P", f"--max-count={_MOST}")
    listed = ask(root, "log", "--first-parent", *form, head, "--", FILE)
    lines = [line.split() for line in listed.splitlines()]
    told = versions(root, scheme, sorted({name for commit, *_ in lines for name in (commit, f"{commit}^")}))
    for commit, *parents in lines:
        version = told[commit]
        if version and parents and version != told[f"{commit}^"]:
            yield Landing(version, commit)


def _merged(root: Path, scheme: Numbering, head: str) -> Iterator[Landing]:
    form = ("--no-show-signature", "--format=%H %s", f"--max-count={_MOST}")
    for line in ask(root, "log", "--first-parent", "--merges", *form, head, "--").splitlines():
        commit, _, subject = line.partition(" ")
        match = _MERGE.search(subject)
        if match and match["kind"] == "hotfix":
            yield Landing(_patched(root, scheme, commit), commit)
        elif match and number(match["rest"]):
            yield Landing(match["rest"], commit)


def _patched(root: Path, scheme: Numbering, commit: str) -> str:
    """The version of a hotfix that no file says: the one of its tag, else the one after the newest before it."""
    tags = ask(root, "tag", "--points-at", commit).split()
    own = (version for tag in tags if (version := scheme.tagged(tag)))
    return next(own, None) or patched(newest_tagged(root, scheme, f"{commit}^"))
