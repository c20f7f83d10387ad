"""Contents from git's object store, many at once."""

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from teamkit.history.commits import Version
from teamkit.history.git import ask, command, environment


def files(root: Path, ref: str) -> Mapping[str, str]:
    """The blob of each file of a ref, by its path, without links. Raises Refusal where the ref is gone."""
    return {path: found.blob for path, found in versions(root, ref).items() if found.mode.startswith("100")}


def versions(root: Path, ref: str) -> Mapping[str, Version]:
    """Every entry of a ref by its path, links and submodules too. Raises Refusal where the ref is gone."""
    listed = ask(root, "ls-tree", "-r", "-z", "--full-tree", ref).split("\0")
    entries = (entry.partition("\t") for entry in listed if entry)
    return {path: Version(*head.split()[::2]) for head, _, path in entries}


@dataclass(frozen=True)
class Sized:
    """A file as git keeps it: the id of what it holds, and how many bytes those are; None where it is not here."""

    blob: str
    size: int | None


def sizes(root: Path, ref: str) -> Mapping[str, Sized]:
    """The files of a ref by their paths, without links and submodules. Raises Refusal where the ref is gone."""
    listed = ask(root, "ls-tree", "-r", "-z", "--long", "--full-tree", ref).split("\0")
    entries = (entry.partition("\t") for entry in listed if entry.startswith("100"))
    rows = ((path, *head.split()[2:]) for head, _, path in entries)
    return {path: Sized(blob, int(size) if size.isdecimal() else None) for path, blob, size in rows}


def each(root: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """What many objects hold, one after the other, so that one is in memory; missing ones are left out."""
    with TemporaryFile() as asked:
        asked.writelines(f"{blob}\n".encode() for blob in blobs)
        asked.seek(0)
        asking = command("cat-file", "--batch", "--buffer")
        with subprocess.Popen(asking, cwd=root, env=environment(), stdin=asked, stdout=subprocess.PIPE) as told:
            if told.stdout is None:
                raise AssertionError
            while head := told.stdout.readline().split():
                if len(head) == 3:
                    yield head[0].decode(), told.stdout.read(int(head[2]))
                    told.stdout.read(1)


def contents(root: Path, names: Iterable[str]) -> Mapping[str, bytes]:
    """What objects hold, by the names that they were asked by (`<id>` or `<ref>:<path>`); missing ones are left out."""
    asked = tuple(dict.fromkeys(names))
    if not asked:
        return {}
    done = subprocess.run(
        command("cat-file", "--batch"),
        cwd=root,
        env=environment(),
        input="".join(f"{name}\n" for name in asked).encode(errors="surrogateescape"),
        capture_output=True,
        check=True,
    )
    return dict(_batched(asked, done.stdout))


def _batched(asked: Iterable[str], answer: bytes) -> Iterator[tuple[str, bytes]]:
    start = 0
    for name in asked:
        end = answer.index(b"\n", start)
        head = answer[start:end].split()
        start = end + 1
        if len(head) == 3 and head[1] in {b"blob", b"tree", b"commit", b"tag"}:
            size = int(head[2])
            yield name, answer[start : start + size]
            start += size + 1


def missing(root: Path, names: Iterable[str]) -> frozenset[str]:
    """Which of these objects are not there."""
    answers = ask(root, "cat-file", "--batch-check=%(objectname)", given="".join(f"{name}\n" for name in names))
    return frozenset(line.removesuffix(" missing") for line in answers.splitlines() if line.endswith(" missing"))
