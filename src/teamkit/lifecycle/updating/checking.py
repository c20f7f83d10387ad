"""What the checks of a project say before and after an update."""

from datetime import date
from pathlib import Path

from teamkit.findings import Finding, Refusal, State, Unseen
from teamkit.lifecycle.local import said
from teamkit.lifecycle.updating.model import Trial
from teamkit.lifecycle.updating.rehearsing import Scene
from teamkit.team.reading import TEAM_FILE

COMMAND = "teamkit check --local"


def checked(scene: Scene, today: date) -> Trial | None:
    """Which local checks fail before and after; None where there was no team to check for."""
    if not all((root / TEAM_FILE).exists() for root in (scene.before, scene.after)):
        return None
    return Trial(COMMAND, _failures(scene.before, today), _failures(scene.after, today))


def _failures(root: Path, today: date) -> frozenset[str] | Unseen:
    try:
        found = said(root, today)
    except Refusal as refusal:
        return Unseen(str(refusal), "mend that, then run it again")
    return frozenset(_name(finding) for finding in found.findings if finding.state is State.FAIL)


def _name(finding: Finding) -> str:
    return f"{finding.check}: {finding.identity or finding.what}"
