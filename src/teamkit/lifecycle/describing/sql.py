"""Ask the project's own Django for the SQL of its migrations."""

import os
import re
import shutil
import time
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from teamkit.lifecycle.running import run, without_tokens
from teamkit.migrations.model import Migration
from teamkit.publish.describing.model import Sql

PATIENCE = 60.0
_MANAGE = "manage.py"
_RAISED = re.compile(r"^(?:\w+\.)*(\w+(?:Error|Exception|Configured|NotFound|Interrupt|Exit))\b", re.MULTILINE)


def sql(
    root: Path, tree: Collection[str], migrations: Iterable[Migration], patience: float = PATIENCE
) -> Mapping[str, Sql]:
    """The SQL of each migration by its path, or why there is none; all together take no longer than `patience`.

    What the project does meanwhile is its own affair: it runs with everything that this process knows but tokens.
    """
    environment = without_tokens(os.environ)
    end = time.monotonic() + patience
    return {each.path: _sql(root, tree, each, environment, end - time.monotonic()) for each in migrations}


def _sql(root: Path, tree: Collection[str], migration: Migration, environment: dict[str, str], patience: float) -> Sql:
    manage = next((path for path in _above(migration.path, _MANAGE) if path in tree), None)
    if manage is None:
        return Sql(lacking=f"no {_MANAGE} stands above it")
    folder = PurePosixPath(manage).parent
    python = _python(root, folder, environment)
    if not python:
        return Sql(lacking="neither uv nor Python was found")
    if patience <= 0:
        return Sql(lacking="the migrations before it took all the time that there was")
    words = (_MANAGE, "sqlmigrate", migration.key.app, migration.key.name)
    text, lacking = _run([*python, *words, "--no-color"], root / folder, environment, patience)
    return Sql(text, lacking and f"`{' '.join(words)}` {lacking}")


def _above(path: str, name: str) -> Iterable[str]:
    """Where a file of some name may stand: beside a path, or in any folder above, the nearest first."""
    return ((parent / name).as_posix() for parent in PurePosixPath(path).parents)


def _python(root: Path, folder: PurePosixPath, environment: Mapping[str, str]) -> list[str]:
    """How the project's Python is called: through uv where it has a lock, in its environment, or as it is found."""
    search = environment["PATH"]
    uv = shutil.which("uv", path=search)
    if uv and any((root / path).is_file() for path in _above(f"{folder}/{_MANAGE}", "uv.lock")):
        return [uv, "run", "--quiet", "--frozen", "python"]
    for place in (".venv/bin/python", ".venv/Scripts/python.exe"):
        for path in _above(f"{folder}/{_MANAGE}", place):
            if (root / path).is_file():
                return [str(root / path)]
    found = shutil.which("python", path=search) or shutil.which("python3", path=search)
    return [found] if found else []


def _run(command: list[str], folder: Path, environment: dict[str, str], patience: float) -> tuple[str, str]:
    """What a command prints, and how it failed; only the kind of an error: its words may be nobody's business."""
    ran = run(command, folder, environment, patience)
    if ran is None:
        return "", "took too long"
    if ran.code:
        raised = _RAISED.findall(ran.err)
        return "", f"ended with {raised[-1] if raised else f'exit code {ran.code}'}"
    return ran.out.strip(), ""
