"""What one repository of a fleet shows of itself, at the commit that is checked out there or is main there."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, StrictStr, TypeAdapter, ValidationError

from teamkit.checks.verdict import Result, Verdict
from teamkit.findings import Refusal, State, Unseen
from teamkit.history.git import ask
from teamkit.lifecycle.answers import FILES, answers
from teamkit.lifecycle.fleet.keeping import Sight, once
from teamkit.lifecycle.fleet.listing import Entry
from teamkit.lifecycle.fleet.mirrors import mirror
from teamkit.lifecycle.fleet.workers import unseen
from teamkit.lifecycle.local import said
from teamkit.lifecycle.rooms import Room, room
from teamkit.publish.fleet.model import Judged

MOST = 100_000


@dataclass(frozen=True)
class Recorded:
    """What the answers say of their template: its address, its version, the profile, and the files that it kept."""

    template: str
    version: str
    profile: str
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """What a commit shows; `recorded` and `updated` are None where no template of ours has been."""

    head: str
    recorded: Recorded | Unseen | None
    checks: tuple[Judged, ...] | Unseen
    updated: datetime | Unseen | None

    @property
    def is_whole(self) -> bool:
        """Whether somebody could look at all of it."""
        return not any(isinstance(part, Unseen) for part in (self.recorded, self.checks, self.updated))


_SEEN = TypeAdapter(Seen)


class _Answers(BaseModel):
    """What of the answers a fleet reads."""

    template: Annotated[StrictStr, Field(alias="_src_path", min_length=1, max_length=1000)]
    version: Annotated[StrictStr, Field(alias="_commit", min_length=1, max_length=200)]
    profile: StrictStr = ""
    keep: list[StrictStr] = []


def see(sight: Sight, entry: Entry) -> Seen:
    """What a repository shows; what was seen of the same commit and branches today is not looked at again.

    Raises Refusal where nobody can look at it at all.
    """
    root = found(entry, sight)
    refs = _refs(root)
    key = f"{entry.address} {sha256(os.fsencode(refs)).hexdigest()}"
    head = refs.split(maxsplit=1)[0]
    return once(sight, key, _SEEN, lambda: _looked(root, head, sight.day), lambda seen: seen.is_whole)


def found(entry: Entry, sight: Sight) -> Path:
    """The repository of an entry, on this machine. Raises Refusal where it is not there."""
    if entry.is_remote:
        return mirror(entry.address, sight.mirrors)
    folder = Path(entry.address)
    os.environ["GIT_CEILING_DIRECTORIES"] = str(folder.parent)  # a folder inside of a repository is none
    if not folder.is_dir():
        raise Refusal("there is no such folder; mend its path in fleet.yml")
    return folder


def _refs(root: Path) -> str:
    """Every ref with its commit, HEAD first. Raises Refusal with git's reason where there is none."""
    try:
        return ask(root, "show-ref", "--head")
    except Refusal:
        ask(root, "log", "--max-count=1", "--format=")
        raise


def _looked(root: Path, head: str, day: date) -> Seen:
    with room(root) as made:
        folder = made.folder / "tree"
        made.git("-c", "core.symlinks=false", "worktree", "add", "--quiet", "--detach", str(folder), head)
        recorded = _or_unseen(lambda: _recorded(folder))
        updated = _or_unseen(lambda: _updated(made, head)) if recorded else None
        return Seen(head, recorded, _or_unseen(lambda: _judged(folder, day)), updated)


def _or_unseen[T](look_there: Callable[[], T]) -> T | Unseen:
    try:
        return look_there()
    except Refusal as refusal:
        return unseen(refusal)


def _recorded(folder: Path) -> Recorded | None:
    for path in FILES:
        if (folder / path).is_file() and (folder / path).stat().st_size > MOST:
            raise Refusal(f"{path} is larger than any answers are; take it back from history")
    given = answers(folder)
    if not given:
        return None
    try:
        read = _Answers.model_validate(given)
    except ValidationError as error:
        key = ".".join(map(str, error.errors(include_url=False, include_input=False)[0]["loc"]))
        raise Refusal(f"the answers of the template say nothing that can be read of {key}; update it") from None
    return Recorded(read.template, read.version, read.profile, tuple(read.keep))


def _updated(made: Room, head: str) -> datetime | None:
    said = made.git("log", "--max-count=1", "--no-show-signature", "--format=%cI", head, "--", *FILES).strip()
    return datetime.fromisoformat(said) if said else None


def _judged(folder: Path, day: date) -> tuple[Judged, ...]:
    whole = said(folder, day)
    return tuple(_told(whole, result) for result in whole.results)


def _told(whole: Verdict, result: Result) -> Judged:
    state = whole.counted(result)
    words = next((finding.what for finding in result.findings if finding.state is not State.PASS), "")
    return Judged(result.check.name, state, words)
