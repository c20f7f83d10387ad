"""Small templates with several versions, and projects that were made of them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result
from copier import run_copy
from histories import commit, git

from teamkit.cli import main
from teamkit.cli.base import console
from teamkit.lifecycle.updating.model import Kind, Rehearsal
from teamkit.telling.updating import rehearsal

ANSWERS = "{{ _copier_conf.answers_file }}.jinja"
SETTINGS = "name: {type: str, default: shop}\n"
LINES = "".join(f"line {number}\n" for number in range(20))
Files = Mapping[str, str | bytes | None]


@dataclass(frozen=True)
class Source:
    """The repository of a template."""

    folder: Path

    def release(self, version: str, files: Files) -> None:
        """Change files, take away those that are None, and tag that as a version."""
        write(self.folder, files)
        commit(self.folder, f"release: {version}")
        git("tag", version, where=self.folder)


def a_source(folder: Path, files: Files, settings: str = SETTINGS) -> Source:
    """A template whose version 1.0.0 has these files."""
    folder.mkdir(parents=True)
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    source = Source(folder)
    source.release("v1.0.0", {"copier.yml": settings, ANSWERS: "{{ _copier_answers | to_nice_yaml }}", **files})
    return source


def a_project(source: Source, folder: Path, files: Files | None = None, version: str = "v1.0.0") -> Path:
    """A project that was made of a version of a template, in which its owner then changed files."""
    run_copy(str(source.folder), folder, vcs_ref=version, defaults=True, quiet=True)
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    commit(folder, "Start")
    if files:
        write(folder, files)
        commit(folder, "Make it ours")
    return folder


def write(folder: Path, files: Files) -> None:
    for path, text in files.items():
        target = folder / path
        if text is None:
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())


def kinds(found: Rehearsal, *, every: bool = False) -> dict[str, Kind]:
    """What becomes of each file that changes, the answers left out."""
    return {
        each.path: each.kind
        for each in found.outcomes
        if each.path != ".copier-answers.yml" and (every or each.kind is not Kind.UNCHANGED)
    }


def run(folder: Path, *words: str) -> Result:
    """One command, as a person types it."""
    return CliRunner().invoke(main, ["--root", str(folder), *words])


def screen(found: Rehearsal) -> str:
    """What people read of a rehearsal."""
    out = console()
    with out.capture() as captured:
        out.print(rehearsal(found))
    return captured.get()


def everything(folder: Path) -> dict[str, object]:
    """Each byte of a folder, and what kind of entry holds it."""
    return {
        os.fsencode(path.relative_to(folder)).decode("latin-1"): (
            path.lstat().st_mode,
            path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None,
        )
        for path in sorted(folder.rglob("*"))
    }


def at(folder: Path, branch: str, path: str) -> str:
    """What a file of a branch holds."""
    return git("show", f"{branch}:{path}", where=folder)
