"""Deployments as git notes keep them: below the commit that was deployed, a line of JSON for each."""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from teamkit.history.git import ask
from teamkit.history.objects import contents, versions

REF = "refs/notes/deployments"
FETCHED = "refs/notes/{remote}/deployments"
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_LONGEST = 255
type Lines = Mapping[str, tuple[str, ...]]
"""What stands below each commit."""


@dataclass(frozen=True)
class Noted:
    """A deployment: the full commit, the environment, when it ended, in UTC, and a web page about it, or nothing."""

    commit: str
    environment: str
    at: datetime
    url: str = ""


@dataclass(frozen=True)
class Notes:
    """The deployments that notes keep, the oldest first, and how many lines say something else."""

    deployments: tuple[Noted, ...] = ()
    unread: int = 0


def noted(root: Path) -> Notes:
    """The deployments that the notes of this clone keep, and those that were fetched, each once."""
    return read(lines(root, tip) for tip in independent(root, *_tips(root)))


def unfetched(root: Path) -> str:
    """The command that brings the notes of a remote, as no clone does; empty where there are notes, or no remote."""
    names = ask(root, "remote").split()
    if not names or _tips(root):
        return ""
    remote = "origin" if "origin" in names else names[0]
    return f"git fetch {remote} +{REF}:{FETCHED.format(remote=remote)}"


def independent(root: Path, *tips: str) -> tuple[str, ...]:
    """Those tips that no other one descends from."""
    known = tuple(dict.fromkeys(filter(None, tips)))
    return tuple(ask(root, "merge-base", "--independent", *known).split()) if len(known) > 1 else known


def _tips(root: Path) -> list[str]:
    return ask(root, "for-each-ref", "--format=%(objectname)", REF, FETCHED.format(remote="*")).split()


def read(several: Iterable[Lines]) -> Notes:
    """What notes record together, each line once."""
    said = dict.fromkeys((commit, line) for notes in several for commit, its in notes.items() for line in its)
    found = [parse(*each) for each in said]
    deployments = dict.fromkeys(each for each in found if each)
    return Notes(tuple(sorted(deployments, key=lambda each: each.at)), found.count(None))


def lines(root: Path, tip: str) -> Lines:
    """What notes say at a commit of their own history."""
    blobs = {commit: blob for commit, (_, blob) in places(root, tip).items()}
    held = contents(root, blobs.values())
    texts = {commit: os.fsdecode(held.get(blob, b"")) for commit, blob in blobs.items()}
    return {commit: tuple(filter(str.strip, text.split("\n"))) for commit, text in texts.items()}


def places(root: Path, tip: str) -> Mapping[str, tuple[str, str]]:
    """The path and the blob of each commit's note; git spreads many of them over folders."""
    files = {path.replace("/", ""): (path, entry.blob) for path, entry in versions(root, tip).items()}
    return {name: place for name, place in files.items() if _COMMIT.fullmatch(name)}


def parse(commit: str, line: str) -> Noted | None:
    """The deployment that a line below a commit records; None for any other line."""
    try:
        told = json.loads(line)
        at = datetime.fromisoformat(told["at"])
        environment, url = told["environment"], told.get("url")
        return Noted(commit, environment, utc(at), url if is_page(url) else "") if is_name(environment) else None
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def utc(at: datetime) -> datetime:
    """A moment in UTC. Raises ValueError where it does not say its zone."""
    if at.tzinfo is None:
        raise ValueError("it says no zone")
    return at.astimezone(UTC)


def is_name(text: object) -> bool:
    """Whether an environment may be called so."""
    return isinstance(text, str) and text.isprintable() and text == text.strip() and 0 < len(text) <= _LONGEST


def is_page(text: object) -> bool:
    """Whether this is the address of a web page, and of nothing that a browser would run."""
    return isinstance(text, str) and text.isprintable() and text.startswith(("https://", "http://"))


def written(deployment: Noted, by: str) -> str:
    """The line that records a deployment, and who says so."""
    told = {"environment": deployment.environment, "at": deployment.at.isoformat(), "by": by}
    return json.dumps(told | ({"url": deployment.url} if deployment.url else {}))
