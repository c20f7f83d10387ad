"""What a rehearsal costs, beside a bare `copier update` of the same project."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Command, Figure, compare

TEMPLATE = Path(__file__).resolve().parents[1]
LINES = "".join(f"line {number}\n" for number in range(60))


def figures(scratch: Path) -> Iterator[Figure]:
    """The ratio for this template, from its last release to what is in the working tree."""
    folder = scratch / "rehearsing"
    project = made(upstream(folder / "template"), folder / "project")
    programs = Path(sys.executable).parent
    ours = Command([str(programs / "teamkit"), "--root", str(project), "rehearse", "--no-tests"], folder)
    mine, bare, ratio = compare(ours.cpu_seconds, lambda: update(project, folder), runs=5)
    yield Figure(
        "rehearse --no-tests: CPU against a bare copier update", ratio, "x", "≤ 1.5", f"{mine:.2f} s and {bare:.2f} s"
    )


def upstream(folder: Path) -> Path:
    """The template with the commit of its last release as one version and its working tree as the next."""
    git("clone", "--quiet", "--no-tags", str(TEMPLATE), str(folder), where=TEMPLATE)
    last = git("log", "--format=%H", "--max-count=1", "--grep=^release: v", where=folder)
    git("tag", "v1000.0.0", last, where=folder)
    for path in ("template", "includes", "copier.yml"):
        source = TEMPLATE / path
        (shutil.copy2 if source.is_file() else _copied)(source, folder / path)
    commit(folder, "The working tree")
    git("tag", "v1000.1.0", where=folder)
    return folder


def made(template: Path, folder: Path) -> Path:
    """A project of the older version, with an edit."""
    copier = Path(sys.executable).parent / "copier"
    words = [str(copier), "copy", "--quiet", "--defaults", "--vcs-ref=v1000.0.0", str(template), str(folder)]
    Command(words, template).cpu_seconds()
    git("init", "--quiet", "--initial-branch=main", where=folder)
    (folder / "README.md").write_text(f"# Ours\n\n{LINES}")
    commit(folder, "Start")
    return folder


def update(project: Path, scratch: Path) -> float:
    """CPU seconds of a bare update in a copy."""
    target = scratch / "updated"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(project, target)
    copier = Path(sys.executable).parent / "copier"
    return Command([str(copier), "update", "--quiet", "--defaults", str(target)], scratch).cpu_seconds()


def _copied(source: Path, target: Path) -> None:
    shutil.rmtree(target)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))


def git(*words: str, where: Path) -> str:
    """What git prints."""
    where.mkdir(parents=True, exist_ok=True)
    return subprocess.run(["git", *words], cwd=where, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path, message: str) -> None:
    """Commit everything, as nobody."""
    git("add", "--all", where=folder)
    person = ("-c", "user.name=Bench", "-c", "user.email=bench@example.com")
    git(*person, "commit", "--quiet", "--allow-empty", "--message", message, where=folder)
