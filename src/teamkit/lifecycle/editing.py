"""Change team.yml on the disk: whole and valid, or not at all."""

from collections.abc import Callable
from pathlib import Path

from teamkit.publish.writing import Change, write
from teamkit.team.reading import TEAM_FILE, team_of, text_of


def edit(root: Path, change: Callable[[str], str]) -> None:
    """Replace team.yml by what `change` makes of its text. Raises Refusal, and writes nothing, for what is no team."""
    exists = (root / TEAM_FILE).exists()
    before = text_of(root / TEAM_FILE) if exists else None
    after = change(before or "")
    team_of(after)
    write(root, [Change(TEAM_FILE, before, after)])
