"""A project as its template makes it, with the team's tool and without."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from teamkit.findings import Place, Refusal
from teamkit.lifecycle.rendering import Template
from teamkit.lifecycle.updating.recorded import Recorded
from teamkit.team.calling import SCRIPT


@dataclass(frozen=True)
class Both:
    """The folders of both renders; `waits` is a rule of the forge that waits for what nothing reports any more."""

    there: Path
    left: Path
    waits: str = ""


def both(found: Recorded, answers: Mapping[str, Any], room: Path) -> Both:
    """Render the version that a project has, from its own answers, into folders of a room.

    Raises Refusal where the template cannot be reached or that version cannot be left.
    """
    template = Template(found.template, found.version)
    given = {name: value for name, value in answers.items() if not name.startswith("_")}
    there, left = (
        template.render(room / name, {**given, "ejected": is_left}, answers_file=found.file, operation="copy")
        for name, is_left in (("there", False), ("left", True))
    )
    if (left.folder / SCRIPT).exists() or not (there.folder / SCRIPT).exists():
        what = f"the template {found.template} does not know at {found.version} how to be left; update first"
        raise Refusal(what, Place(found.path))
    return Both(there.folder, left.folder, "" if left.answers["required_check"] else _rule(there.answers))


def _rule(answers: Mapping[str, Any]) -> str:
    """What the forge waits for, by the name that it has in its settings."""
    return "Pipelines must succeed" if answers["forge"] == "gitlab" else str(answers["required_check"])
