"""What a template has for a repository, whether or not something stands there already."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from teamkit.findings import Refusal
from teamkit.history.commits import Version
from teamkit.lifecycle.adopting.modules import module
from teamkit.lifecycle.adopting.standing import Kept, Standing
from teamkit.lifecycle.rendering import Template
from teamkit.publish import github_owners, gitlab_owners
from teamkit.team.reading import TEAM_FILE

_RIVALS = ("CODEOWNERS", "docs/CODEOWNERS")
_OWNERS = {github_owners.PATH: _RIVALS, gitlab_owners.PATH: _RIVALS}
"""A forge reads one owners file, and ours would silence yours."""


@dataclass(frozen=True)
class Offer:
    """The template at a version, the files that it has for some answers, and all `files` that it could ever have.

    `elsewhere` names the places where a repository may have the same thing.
    """

    source: Template
    version: str
    paths: tuple[str, ...]
    files: tuple[str, ...]
    elsewhere: Mapping[str, Collection[str]]

    def standing(self, tree: Mapping[str, Version]) -> Standing:
        """What a tree has of it already."""
        return Standing(tree, {**self.elsewhere, **_OWNERS})


@dataclass(frozen=True)
class Choice:
    """What of an offer is added, what is kept as yours, and every path that updates are to leave alone."""

    added: tuple[str, ...]
    kept: tuple[Kept, ...]
    keep: tuple[str, ...]


def offered(template: Template, answers: Mapping[str, Any], folder: Path) -> tuple[Offer, Mapping[str, Any]]:
    """Everything that the layer has for these answers, and all answers, those that were not given too.

    Raises Refusal where the template refuses them, or is none that this tool knows.
    """
    data = {**answers, "profile": "layer", "keep": []}
    made = template.render(folder, data, operation="copy", without=("*",))
    table = made.answers.get("files", {})
    if TEAM_FILE not in table:
        raise Refusal(f"{template.address} at {made.commit} has no layer that this tool knows; name a newer version")
    paths = tuple(sorted(path for path, (_, is_wanted) in table.items() if is_wanted))
    return Offer(template, made.commit, paths, tuple(table), made.answers.get("elsewhere", {})), made.answers


def choice(offer: Offer, standing: Standing, wanted: Collection[str]) -> Choice:
    """What to add of the parts that are wanted; what belongs to no part is kept where it is, as the template does."""
    stand = {path: kept for path in offer.files if (kept := standing.kept(path))}
    mine = [path for path in offer.paths if module(path) in wanted]
    return Choice(
        added=tuple(path for path in mine if path not in stand),
        kept=tuple(stand[path] for path in mine if path in stand),
        keep=tuple(path for path in offer.files if path in stand or _is_left(path, wanted)),
    )


def further(offer: Offer, standing: Standing, wanted: Collection[str], keep: Collection[str]) -> Choice:
    """What to add of the parts that are wanted where the layer is adopted: what was kept, and is not there."""
    free = {path for path in keep if module(path) in wanted and not standing.kept(path)}
    return Choice(
        added=tuple(path for path in offer.paths if path in free),
        kept=tuple(filter(None, (standing.kept(path) for path in keep if path in offer.paths))),
        keep=tuple(path for path in keep if path not in free),
    )


def _is_left(path: str, wanted: Collection[str]) -> bool:
    return module(path) is not None and module(path) not in wanted
