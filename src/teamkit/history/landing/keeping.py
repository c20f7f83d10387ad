"""Keeps on the disk what was read of a branch, so that the next time only what is new need be read."""

import json
import sys
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import accumulate, chain, pairwise
from pathlib import Path
from tempfile import NamedTemporaryFile

from teamkit.history.landing.ledger import Ledger

_FORM = f"landings 2 {sys.byteorder} {array('I').itemsize}".encode()


class UselessError(Exception):
    """What was kept is there and of no use; the words say why."""


@dataclass
class Kept:
    """How far a branch was read: the lines that live at a landing, and the ledger from the `first` one to it.

    `head` is the commit of that landing, `rules` a digest of all else that the numbers depend on.
    """

    rules: str
    first: int
    head: str = ""
    files: dict[str, "array[int]"] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def last(self) -> int:
        """The number of the landing that was read last."""
        return self.first + len(self.ledger) - 1


class Keep:
    """A file of a folder; what cannot be written is as good as not kept."""

    def __init__(self, folder: Path, name: str) -> None:
        """Keep something under a name, which may be anything."""
        self._folder = folder
        self._path = folder / f"{sha256(name.encode(errors='surrogateescape')).hexdigest()}.landings"

    def load(self) -> Kept | None:
        """What was kept, None for nothing. Raises UselessError where it is damaged, or of another version."""
        try:
            data = self._path.read_bytes()
            self._path.touch()
        except OSError:
            return None
        form, _, rest = data.partition(b"\n")
        digest, _, body = rest.partition(b"\n")
        if form != _FORM and b"\n" in data:
            raise UselessError("is of another version")
        if digest != _digest(body):
            raise UselessError("is damaged")
        return _unpacked(body)

    def save(self, kept: Kept) -> None:
        """Keep it: whole, and for this user alone."""
        body = _packed(kept)
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self._folder / ".gitignore").write_text("*\n")
            with NamedTemporaryFile(dir=self._folder, delete=False) as beside:
                beside.write(b"\n".join((_FORM, _digest(body), body)))
            Path(beside.name).replace(self._path)


def _digest(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode()


def _packed(kept: Kept) -> bytes:
    """A line of JSON, and all numbers behind it."""
    ledger = kept.ledger
    columns = (ledger.added, ledger.ends, ledger.landings, ledger.deleted, *kept.files.values())
    names = {name: place for place, name in enumerate(dict.fromkeys(chain.from_iterable(ledger.authors)))}
    head = {
        "rules": kept.rules,
        "first": kept.first,
        "head": kept.head,
        "names": list(names),
        "authors": [[names[name] for name in authors] for authors in ledger.authors],
        "paths": list(kept.files),
        "lengths": [len(column) for column in columns],
    }
    return b"\n".join((json.dumps(head).encode(), b"".join(column.tobytes() for column in columns)))


def _unpacked(body: bytes) -> Kept:
    line, _, numbers = body.partition(b"\n")
    head = json.loads(line)
    added, ends, landings, deleted, *files = _columns(numbers, head["lengths"])
    authors = [tuple(head["names"][place] for place in places) for places in head["authors"]]
    ledger = Ledger(authors, added, ends, landings, deleted)
    return Kept(head["rules"], head["first"], head["head"], dict(zip(head["paths"], files, strict=True)), ledger)


def _columns(numbers: bytes, lengths: list[int]) -> Iterator["array[int]"]:
    size = array("I").itemsize
    for begin, end in pairwise(accumulate(lengths, initial=0)):
        yield array("I", numbers[begin * size : end * size])
