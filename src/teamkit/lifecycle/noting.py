"""Add deployments to git notes, to which others may add at the same time: no line is lost, none stands twice."""

import os
from collections.abc import Iterator
from pathlib import Path

from teamkit.findings import Refusal
from teamkit.history.git import ask
from teamkit.history.noted import FETCHED, REF, Lines, Noted, independent, lines, parse, places, written
from teamkit.lifecycle.flowing.commands import NAMELESS, git

_TRIES = 20
_BUSY = f"too many others write to {REF} at this moment; run it again"


def add(root: Path, deployment: Noted, theirs: str = "") -> bool:
    """Add a deployment, and what the notes at `theirs` say, to those of this clone; whether it was missing here.

    git moves the notes only where nobody else did meanwhile. Raises Refusal where it does not.
    """
    for _ in range(_TRIES):
        ours = _tip(root)
        try:
            return _added(root, deployment, ours, theirs)
        except Refusal:
            if _tip(root) == ours:
                raise
    raise Refusal(_BUSY)


def share(root: Path, deployment: Noted, remote: str) -> bool:
    """Add a deployment here and on a remote, beside what is there; whether both lacked it.

    Raises Refusal where the remote cannot be asked or refuses.
    """
    theirs = fetch(root, remote)
    is_new = False
    for _ in range(_TRIES):
        is_new |= add(root, deployment, theirs)
        if _tip(root) == theirs:
            return is_new
        try:
            git(root, "push", "--quiet", remote, f"{REF}:{REF}")
        except Refusal:
            before, theirs = theirs, fetch(root, remote)
            if theirs == before:
                raise
        else:
            return is_new
    raise Refusal(_BUSY)


def fetch(root: Path, remote: str) -> str:
    """Where the notes of a remote are now, which are here then, too; empty where it has none. Raises Refusal."""
    theirs = git(root, "ls-remote", remote, REF).partition("\t")[0]
    if theirs:
        git(root, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, REF)
        git(root, "update-ref", FETCHED.format(remote=remote), theirs)
    return theirs


def _tip(root: Path) -> str:
    return ask(root, "for-each-ref", "--format=%(objectname)", REF).strip()


def _added(root: Path, deployment: Noted, ours: str, theirs: str) -> bool:
    heads = independent(root, ours, theirs)
    notes = _merged(root, heads)
    said = notes.get(deployment.commit, ())
    is_new = all(_key(parse(deployment.commit, line)) != _key(deployment) for line in said)
    if is_new or len(heads) > 1:
        author = _author(root)
        line = (written(deployment, author.partition(" <")[0]),) if is_new else ()
        _commit(root, heads, {**notes, deployment.commit: (*said, *line)}, author)
    elif heads != (ours,):
        ask(root, "update-ref", REF, heads[0], ours or "0" * len(heads[0]))
    return is_new


def _key(deployment: Noted | None) -> object:
    return deployment and (deployment.environment, deployment.at)


def _merged(root: Path, heads: tuple[str, ...]) -> Lines:
    """What notes say together: a commit's lines as they were changed on one side, those of both where both did."""
    if len(heads) < 2:
        return lines(root, heads[0]) if heads else {}
    base, ours, theirs = (lines(root, tip) if tip else {} for tip in (_base(root, heads), *heads))
    return {
        commit: _joined(base.get(commit, ()), ours.get(commit, ()), theirs.get(commit, ()))
        for commit in dict.fromkeys((*ours, *theirs))
    }


def _base(root: Path, heads: tuple[str, ...]) -> str:
    try:
        return ask(root, "merge-base", *heads).strip()
    except Refusal:
        return ""


def _joined(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    if base in {ours, theirs}:
        return theirs if base == ours else ours
    return tuple(dict.fromkeys((*ours, *theirs)))


def _author(root: Path) -> str:
    """Who records, and when, as git writes it."""
    try:
        return ask(root, "var", "GIT_COMMITTER_IDENT").strip()
    except Refusal:
        raise Refusal(NAMELESS) from None


def _commit(root: Path, heads: tuple[str, ...], notes: Lines, author: str) -> None:
    """Put notes on top of heads. Raises Refusal where the ref moved, so that its tip would be lost."""
    ask(root, "fast-import", "--quiet", given="".join(_stream(root, heads, notes, author)))


def _stream(root: Path, heads: tuple[str, ...], notes: Lines, author: str) -> Iterator[str]:
    first = heads[0] if heads else ""
    known, before = (places(root, first), lines(root, first)) if first else ({}, {})
    yield f"commit {REF}\ncommitter {author}\n{_data('Record a deployment')}"
    yield from (f"{word} {head}\n" for word, head in zip(("from", "merge"), heads, strict=False))
    for commit, its in notes.items():
        path = known[commit][0] if commit in known else commit
        if its and its != before.get(commit):
            yield f"M 100644 inline {path}\n{_data(''.join(f'{line}\n' for line in its))}"
        elif not its and commit in known:
            yield f"D {path}\n"


def _data(text: str) -> str:
    return f"data {len(os.fsencode(text))}\n{text}\n"
