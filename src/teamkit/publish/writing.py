"""Bring documents to the disk: planned, shown as a diff, then written without losing what is somebody's own."""

import difflib
import io
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath

from teamkit.findings import Place, Refusal
from teamkit.publish.documents import Document
from teamkit.publish.header import is_generated
from teamkit.publish.regions import fill


@dataclass(frozen=True)
class Change:
    """A file as it is and as it should be; None where there is none."""

    path: str
    before: str | None
    after: str | None


def plan(root: Path, documents: Iterable[Document]) -> tuple[Change, ...]:
    """The files that differ from their documents. Raises Refusal for a file that is not ours to change."""
    ordered = sorted(documents, key=lambda document: document.path)
    changes = (_change(root, path, tuple(parts)) for path, parts in groupby(ordered, key=lambda part: part.path))
    return tuple(change for change in changes if change.before != change.after)


def diff(changes: Iterable[Change]) -> str:
    """The changes as a unified diff."""
    return "".join(line for change in changes for line in _diff(change))


def write(root: Path, changes: Sequence[Change]) -> None:
    """Write all changes: each file appears whole or not at all, and keeps its mode; then take away what is to go.

    Raises Refusal as `plan` does.
    """
    beside: list[tuple[Path, Path]] = []
    try:
        for change in changes:
            if _read(root, change.path) != change.before:
                raise Refusal("changed in the meantime; run the command again", Place(change.path))
            if change.after is not None:
                beside.append((_written_beside(root / change.path, change.path, change.after), root / change.path))
        for temporary, target in beside:
            temporary.replace(target)
        for change in changes:
            if change.after is None:
                (root / change.path).unlink()
    finally:
        for temporary, _ in beside:
            temporary.unlink(missing_ok=True)


def _change(root: Path, path: str, parts: tuple[Document, ...]) -> Change:
    before = _read(root, path)
    after = before
    for part in parts:
        after = _with(after, part)
    return Change(path, before, after)


def _with(before: str | None, document: Document) -> str | None:
    """A file's text with a document in it, in the file's own line ends."""
    if document.text is None:
        return _without(before, document)
    if document.region is not None:
        return fill(document.birth if before is None else before, document.region, document.text, document.path)
    if before is not None and not is_generated(before):
        remedy = f"take what it says into {document.source}, then move or delete it"
        raise Refusal(f"was written by hand and is not overwritten; {remedy}", Place(document.path))
    return document.text.replace("\n", "\r\n") if before and "\r\n" in before else document.text


def _without(before: str | None, document: Document) -> str | None:
    """What is left of a file that may not be there: what somebody wrote stays, or is refused where it clashes."""
    if before is None or is_generated(before):
        return None
    if document.clash:
        raise Refusal(document.clash, Place(document.path))
    return before


def _read(root: Path, path: str) -> str | None:
    """A file's text with its own line ends; None where there is none."""
    target = root / path
    for part in (target, *(root / parent for parent in PurePosixPath(path).parents if parent.name)):
        shown = Place(part.relative_to(root).as_posix())
        if part.is_symlink():
            raise Refusal("is a symbolic link, and nothing is written through one; put a file or folder there", shown)
        if part.exists() and part.is_dir() == (part == target):
            kind = "a folder where a file belongs" if part == target else "a file where a folder belongs"
            raise Refusal(f"is {kind}; move it away", shown)
    try:
        return target.read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise Refusal("is not UTF-8; convert it", Place(path)) from None
    except OSError as error:
        raise Refusal(f"cannot be read ({error.strerror}); mend its rights", Place(path)) from None


def _written_beside(target: Path, path: str, text: str) -> Path:
    """A temporary file with the new text, beside its target and with its mode."""
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(text.encode())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise Refusal(f"cannot be written: {error.strerror}", Place(path)) from None
    return temporary


def _diff(change: Change) -> Iterator[str]:
    before = "/dev/null" if change.before is None else f"a/{change.path}"
    after = "/dev/null" if change.after is None else f"b/{change.path}"
    lines = difflib.unified_diff(_lines(change.before or ""), _lines(change.after or ""), before, after)
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    return list(io.StringIO(text, newline="\n"))
