"""Let the project's own formatter go over the files that an update changed."""

import os
from collections.abc import Collection
from pathlib import Path

from teamkit.findings import Unseen
from teamkit.lifecycle.running import run, without_tokens

_PATIENCE = 120.0
_FORMATTERS = {"black": ("--quiet",), "ruff": ("format", "--no-cache", "--quiet", "--force-exclude")}


def formatted(root: Path, after: Path, paths: Collection[str]) -> Unseen | None:
    """Format Python files of a work tree by the program that the project in `root` has in its environment.

    Why that could not be done; None where it was, or where the project has no formatter or nothing to format.
    """
    name = _asked(after)
    files = [path for path in paths if path.endswith(".py") and _is_here(after, path)]
    if not (name and files):
        return None
    program = _program(root, name)
    if not program:
        return Unseen(f"{name} is not in .venv of the project, so nothing was formatted", "install it: uv sync")
    words = (str(program), *_FORMATTERS[name], "--", *files)
    ran = run(words, after, without_tokens(os.environ), _PATIENCE)
    if ran is None or ran.code:
        said = ran.err.strip().rpartition("\n")[2] if ran else "it took too long"
        return Unseen(f"{name} could not format what changed ({said})", f"run it yourself: {name} {' '.join(files)}")
    return None


def _is_here(folder: Path, path: str) -> bool:
    """Whether a path is a file, and no link by which a formatter would write elsewhere."""
    place = folder.resolve() / path
    return place.is_file() and place.resolve() == place


def _asked(project: Path) -> str:
    """The formatter that a project is set up for; empty for none."""
    try:
        settings = (project / "pyproject.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        settings = ""
    return next((name for name in _FORMATTERS if f"[tool.{name}" in settings), "")


def _program(root: Path, name: str) -> Path | None:
    places = (root / ".venv" / folder for folder in (f"bin/{name}", f"Scripts/{name}.exe"))
    return next((place for place in places if place.is_file()), None)
