"""Renders of the working tree, one for each set of answers."""

import atexit
import functools
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from allpairspy import AllPairs
from copier import run_copy
from filelock import FileLock

REPOSITORY = Path(__file__).resolve().parents[1]
QUESTIONS: dict[str, Any] = yaml.safe_load((REPOSITORY / "copier.yml").read_text())

_PLACES = [
    {"profile": profile, "forge": forge, "pipeline": pipeline}
    for profile in ("project", "layer")
    for forge, pipeline in (("github", "actions"), ("github", "jenkins"), ("gitlab", "gitlab"), ("gitlab", "jenkins"))
]
_VALUES: dict[str, list[Any]] = {
    "branching": ["gitflow", "github-flow"],
    "production_branch": ["main", "master"],
    "linters": ["ruff", "flake8-black"],
    "licence": QUESTIONS["licence"]["choices"],
    "python_version": QUESTIONS["python_version"]["choices"],
    "organisation": ["", "example-org"],
    "handle": ["", "octocat"],
}
PAIRWISE: list[dict[str, Any]] = [
    {"project_name": "Example Shop", **place, **dict(zip(_VALUES, row, strict=True))}
    for place, *row in AllPairs([_PLACES, *_VALUES.values()])
]
EJECTED: list[dict[str, Any]] = [
    {"project_name": "Example Shop", **place, "branching": branching, "ejected": True}
    for place in _PLACES
    for branching in _VALUES["branching"]
]


@functools.cache
def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="renders."))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def template() -> Path:
    """A copy of the working tree as git sees it (committed or not), without its history."""
    folder = _scratch() / "template"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    for path in filter(None, listed.stdout.split("\0")):
        if (REPOSITORY / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / path, folder / path)
    return folder


@contextmanager
def once(path: Path) -> Iterator[bool]:
    """Whether something that all test workers share is still to be made; the others wait meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock"):
        yield not path.exists()


@functools.cache
def _render(answers: tuple[tuple[str, Any], ...]) -> tuple[Path, dict[str, Any]]:
    name = hashlib.sha256(repr(answers).encode()).hexdigest()[:12]
    shared = Path(os.environ.get("RENDERS") or _scratch()) / name
    folder, known = shared / "example-shop", shared / "values.json"
    with once(known) as missing:
        if missing:
            worker = run_copy(str(template()), folder, data=dict(answers), defaults=True, quiet=True)
            asked = {name for name in QUESTIONS if not name.startswith("_")}
            combined = {name: value for name, value in worker.answers.combined.items() if name in asked}
            known.write_text(json.dumps(combined))
    return folder, json.loads(known.read_text())


def rendered(**answers: Any) -> Path:
    """The project that `answers` give (defaults for the rest). Read it only: tests share it."""
    return _render(tuple(sorted(answers.items())))[0]


def values(**answers: Any) -> dict[str, Any]:
    """Every answer and computed value of that project, `files` among them."""
    return _render(tuple(sorted(answers.items())))[1]


def files(folder: Path) -> list[str]:
    """Each file below `folder`, as a sorted relative path with forward slashes."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    )
