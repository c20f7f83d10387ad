"""Writes the files of a report into a folder that is its own."""

from pathlib import Path

from teamkit.findings import Refusal
from teamkit.lifecycle.reporting.making import Files
from teamkit.publish.report.files import DATA


def checked(folder: Path) -> Path:
    """A folder that is new, empty, or a report's. Raises Refusal where something else is in it."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / DATA).is_file():
        raise Refusal(f"{folder} holds something else than a report; name another folder with --out")
    return folder


def write(folder: Path, files: Files) -> None:
    """Write each file whole beside its old version, then put it in its place; git ignores all of it. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (*files, (".gitignore", b"*\n")):
        beside = folder / f".{name}.new"
        beside.write_bytes(content)
        beside.replace(folder / name)
