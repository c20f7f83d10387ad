"""What a template offers to a repository: with the answers that it recorded, else with those that are guessed."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from teamkit.findings import Place, Refusal
from teamkit.history.branches import Flow
from teamkit.history.commits import Version
from teamkit.lifecycle.adopting import modules
from teamkit.lifecycle.adopting.facts import gather
from teamkit.lifecycle.adopting.ground import Ground, ground
from teamkit.lifecycle.adopting.guessing import Guess, guesses
from teamkit.lifecycle.adopting.model import Delivery, Wish
from teamkit.lifecycle.adopting.offering import Offer, offered
from teamkit.lifecycle.adopting.origin import chosen
from teamkit.lifecycle.answers import FILES, answers, answers_file
from teamkit.lifecycle.rendering import Template
from teamkit.lifecycle.rooms import room

ANSWERS = (
    *("project_name", "project_slug", "forge", "pipeline", "organisation", "handle", "branching", "licence"),
    *("production_branch", "linters", "python_version"),
)


@dataclass(frozen=True)
class Opening:
    """A repository, an offer to it with its answers, the file that records them once it `is_adopted`, and the parts."""

    ground: Ground
    offer: Offer
    answers: Mapping[str, Any]
    answers_file: str
    is_adopted: bool
    wanted: Collection[str]
    guesses: tuple[Guess, ...] = ()

    @property
    def flow(self) -> Flow:
        """The flow that the answers say."""
        production = str(self.answers["production_branch"])
        return Flow(production, "develop" if self.answers["branching"] == "gitflow" else production)

    @property
    def keep(self) -> tuple[str, ...]:
        """The paths that updates leave alone."""
        return tuple(self.answers.get("keep", ()))

    def deliver(self, commit: str, branch: str, *, is_dry: bool) -> Delivery:
        """Bring a commit into the repository unless it is only to be shown. Raises Refusal."""
        is_new = not is_dry and self.ground.deliver(commit, branch)
        return Delivery(branch, self.ground.base, self.flow, is_new)

    def render(self, keep: Collection[str], added: Collection[str]) -> None:
        """Render those files and the one of answers into the checkout, and nothing else. Raises Refusal."""
        with self.ground.without_links() as folder:
            self._render(folder, keep, added)

    def text(self, path: str) -> bytes:
        """What the template says in a file. Raises Refusal."""
        folder = self.ground.room.folder / "one"
        self._render(folder, (), (path,))
        return (folder / path).read_bytes()

    def _render(self, folder: Path, keep: Collection[str], added: Collection[str]) -> None:
        others = [f"/{path}" for path in self.offer.paths if path not in added]
        data = {**self.answers, "keep": [*keep]}
        self.offer.source.render(folder, data, answers_file=self.answers_file, operation="copy", without=others)


@contextmanager
def opening(root: Path, wish: Wish, today: date) -> Iterator[Opening]:
    """What is offered, in a room that lasts as long. Raises Refusal for answers or parts that nobody knows."""
    _refuse_unknown(wish.data)
    with room(root) as made:
        place = ground(made)
        recorded = answers(place.folder)
        wanted = modules.chosen(wish.modules, is_adopted=bool(recorded))
        yield _again(place, recorded, wish, wanted) if recorded else _anew(place, wish, wanted, today)


def _anew(place: Ground, wish: Wish, wanted: Collection[str], today: date) -> Opening:
    template = chosen(wish.template, wish.version)
    found = guesses(gather(place.room.root, place.tree, today), wish.data)
    said = {guess.name: guess.value for guess in found} | {"profile": "layer"}
    file = _free(place.tree)
    offer, complete = offered(template, said, place.room.folder / "offer")
    return Opening(place, offer, {**_asked(complete), **said}, file, is_adopted=False, wanted=wanted, guesses=found)


def _again(place: Ground, recorded: Mapping[str, Any], wish: Wish, wanted: Collection[str]) -> Opening:
    if recorded.get("profile") != "layer":
        raise Refusal("this repository was made from the template and has all of it; later: `teamkit update`")
    if wish.data or wish.template or wish.version:
        mend = "change an answer by `teamkit update --data KEY=VALUE`, the version by `teamkit update`"
        raise Refusal(f"the layer is adopted, and its answers are recorded; {mend}")
    template = Template(str(recorded.get("_src_path")), str(recorded["_commit"]) if "_commit" in recorded else None)
    said = {name: value for name, value in recorded.items() if not name.startswith("_")}
    file = answers_file(place.folder) or ""
    if not isinstance(recorded.get("keep"), list):
        raise Refusal("keep is no list of paths; mend it, or write: keep: []", Place(file))
    offer, complete = offered(template, said, place.room.folder / "offer")
    return Opening(place, offer, {**_asked(complete), **said}, file, is_adopted=True, wanted=wanted)


def _asked(complete: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answers that people may give, among all."""
    return {name: complete[name] for name in ANSWERS}


def _free(tree: Mapping[str, Version]) -> str:
    """The name of an answers file that no other template has. Raises Refusal where none is left."""
    free = next((name for name in reversed(FILES) if name not in tree), None)
    if not free:
        own, usual = FILES
        raise Refusal(f"{usual} and {own} exist, and neither has answers of this template; take {own} away")
    return free


def _refuse_unknown(data: Mapping[str, str]) -> None:
    for name in data:
        if name not in ANSWERS:
            nearest = difflib.get_close_matches(name, ANSWERS, n=1)
            hint = f"did you mean {nearest[0]}?" if nearest else f"known: {', '.join(ANSWERS)}"
            raise Refusal(f'"{name}" is not an answer of the template; {hint}')
