"""Random edits of an owner, whose every line can be told by a word that is nowhere else."""

import os
import re
import subprocess
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

WORD = re.compile(rb"own-[0-9]+")
_ANSWERS = ".copier-answers.yml"


@dataclass
class Owner:
    """Somebody who works on a project; `tempting` are names that the template will give to files later."""

    chance: Random
    project: Path
    tempting: Collection[str]
    words: int = 0

    def works(self) -> tuple[str, ...]:
        """Some edits and a commit; the kinds of what was done."""
        kinds = tuple(self.chance.choice(list(EDITS)) for _ in range(self.chance.randint(1, 5)))
        for kind in kinds:
            EDITS[kind](self)
        for words in (("add", "--all"), ("commit", "--quiet", "--allow-empty", "--message", "Work")):
            subprocess.run(["git", *words], cwd=self.project, check=True)
        return kinds

    def line(self) -> bytes:
        """A line that nobody wrote before."""
        self.words += 1
        return f"own-{self.words}".encode()

    def file(self, *, text: bool = True) -> Path | None:
        """One of the files."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others"], cwd=self.project, check=True, capture_output=True
        )
        paths = [self.project / os.fsdecode(name) for name in sorted({*listed.stdout.split(b"\0")} - {b""})]
        fit = [path for path in paths if path.name != _ANSWERS and path.is_file() and not (text and _is_binary(path))]
        return self.chance.choice(fit) if fit else None

    def free(self) -> Path | None:
        """A name that stands in the way of none, rather one that the template takes later."""
        names = [*self.tempting] * 4 + ["notes.txt", "app/extra.py", "docs/mine/page.md"]
        paths = [self.project / name for name in names]
        fit = [path for path in paths if not path.exists() and not any(above.is_file() for above in path.parents)]
        return self.chance.choice(fit) if fit else None


def _edits(owner: Owner) -> None:
    _rewrite(owner, lambda lines, place: [*lines[:place], owner.line(), *lines[place + 1 :]])


def _inserts(owner: Owner) -> None:
    _rewrite(owner, lambda lines, place: [*lines[:place], owner.line(), owner.line(), *lines[place:]])


def _appends(owner: Owner) -> None:
    _rewrite(owner, lambda lines, _: [*lines, owner.line()])


def _takes_lines_away(owner: Owner) -> None:
    _rewrite(owner, lambda lines, place: lines[:place] + lines[place + 2 :])


def _rewrites(owner: Owner) -> None:
    _rewrite(owner, lambda _, __: [owner.line() for _ in range(6)])


def _empties(owner: Owner) -> None:
    _rewrite(owner, lambda _, __: [])


def _ends_lines_otherwise(owner: Owner) -> None:
    path = owner.file()
    if path:
        text = path.read_bytes().replace(b"\r\n", b"\n")
        path.write_bytes((text + owner.line() + b"\n").replace(b"\n", b"\r\n"))


def _deletes(owner: Owner) -> None:
    path = owner.file(text=False)
    if path:
        path.unlink()


def _renames(owner: Owner) -> None:
    path, name = owner.file(text=False), owner.free()
    if path and name:
        name.parent.mkdir(parents=True, exist_ok=True)
        path.rename(name)


def _adds(owner: Owner) -> None:
    path = owner.free()
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(owner.line() + b"\n" for _ in range(3)))


def _puts_a_folder(owner: Owner) -> None:
    path = owner.file(text=False)
    if path:
        content = path.read_bytes()
        path.unlink()
        path.mkdir()
        (path / "inside.txt").write_bytes(content + b"\n" + owner.line() + b"\n")


def _paints(owner: Owner) -> None:
    path = owner.project / "logo.png"
    if path.is_file():
        path.write_bytes(b"\x89PNG\0" + owner.line() + b"\0" + owner.chance.randbytes(20))


def _changes_mode(owner: Owner) -> None:
    path = owner.file(text=False)
    if path:
        path.chmod(path.stat().st_mode ^ 0o111)


def _links(owner: Owner) -> None:
    path = owner.file()
    if path:
        kept = path.with_name(f"{path.name}.kept")
        path.rename(kept)
        path.symlink_to(kept.name)


def _answers_otherwise(owner: Owner) -> None:
    """By hand, in the file that says not to."""
    path = owner.project / _ANSWERS
    path.write_bytes(re.sub(rb"(?m)^name: .*$", b"name: " + owner.line(), path.read_bytes()))


EDITS: Mapping[str, Callable[[Owner], None]] = {
    "changes a line": _edits,
    "inserts lines": _inserts,
    "appends a line": _appends,
    "takes lines away": _takes_lines_away,
    "rewrites a file": _rewrites,
    "empties a file": _empties,
    "ends lines otherwise": _ends_lines_otherwise,
    "deletes a file": _deletes,
    "renames a file": _renames,
    "adds a file": _adds,
    "puts a folder in its place": _puts_a_folder,
    "changes a binary file": _paints,
    "changes a mode": _changes_mode,
    "puts a link in its place": _links,
    "edits the answers by hand": _answers_otherwise,
}


def _rewrite(owner: Owner, edit: Callable[[list[bytes], int], list[bytes]]) -> None:
    path = owner.file()
    if path:
        lines = path.read_bytes().split(b"\n")
        path.write_bytes(b"\n".join(edit(lines, owner.chance.randrange(len(lines)))))


def _is_binary(path: Path) -> bool:
    return b"\0" in path.read_bytes()
