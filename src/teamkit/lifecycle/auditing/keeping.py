"""What is kept of audits on the disk: one as JSON, to be compared with, or as a page, to be read."""

from pathlib import Path

from teamkit.checks.auditing.model import Audit
from teamkit.checks.auditing.reading import from_json
from teamkit.findings import Place, Refusal
from teamkit.publish.writing import Change, write


def kept(path: Path) -> Audit:
    """The audit that was written to a file. Raises Refusal where there is none."""
    try:
        return from_json(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise Refusal(f"is missing; write one: teamkit audit --format json > {path}", Place(str(path))) from None


def keep(path: Path, page: str) -> None:
    """Write a page over the one that was there, whole or not at all. Raises Refusal where that was no text."""
    before = path.read_bytes().decode(errors="replace") if path.is_file() else None
    write(path.parent, [Change(path.name, before, page)])
