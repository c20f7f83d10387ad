"""Bring a description into the body of its request."""

from collections.abc import Callable
from dataclasses import dataclass

from teamkit.findings import Unseen
from teamkit.forges.kinds import GITHUB, GITLAB
from teamkit.forges.model import Forge
from teamkit.lifecycle.describing.ground import Ground
from teamkit.publish.regions import fill
from teamkit.publish.writing import Change
from teamkit.team.model import Team

REGION = "request"
ORIGIN = "Written by teamkit request describe"


@dataclass(frozen=True)
class Rewriting:
    """The body of a request as it is and as it should be."""

    number: int
    before: str
    after: str

    @property
    def is_due(self) -> bool:
        """Whether there is anything to send."""
        return self.before != self.after

    @property
    def change(self) -> Change:
        """The same as the change of a file, to be shown."""
        return Change(f"request/{self.number}", self.before, self.after)


def longest(team: Team) -> int:
    """How many characters a request's body may have."""
    return (GITLAB if team.forge == GITLAB.name else GITHUB).longest


def bring(forge: Forge, change: Ground, text: Callable[[int], str], most: int, *, dry_run: bool) -> Rewriting | Unseen:
    """Put a text into the region of the request of a change, unless it stands there; `text` is told its room.

    Raises ForgeError, and Refusal where somebody damaged the marks.
    """
    found = _planned(forge, change, text, most)
    if isinstance(found, Rewriting) and found.is_due and not dry_run:
        forge.rewrite(found.number, found.after)
    return found


def _planned(forge: Forge, change: Ground, text: Callable[[int], str], most: int) -> Rewriting | Unseen:
    number = change.number or _number(forge, change)
    if number is None:
        return Unseen(f"no request of {change.source or 'this commit'} is open", "open one, then run it again")
    before = forge.body(number)
    after = _fitting(before, text, number, most)
    if len(after) > most:
        return Unseen(f"the body of request {number} leaves no room for a description", "shorten it")
    return Rewriting(number, before, after)


def _fitting(before: str, text: Callable[[int], str], number: int, most: int) -> str:
    """A body with a text as long as the forge takes; with the line ends of Windows each line takes one sign more."""
    room = most - len(_with(before, "", number))
    after = _with(before, text(room), number)
    excess = len(after) - most
    return _with(before, text(room - excess), number) if excess > 0 else after


def _number(forge: Forge, change: Ground) -> int | None:
    """The open request of the branch: the one that goes where the change began, else the first."""
    found = forge.opened(change.source) if change.source else ()
    ordered = sorted(found, key=lambda each: each.target != change.target.name)
    return ordered[0].number if ordered else None


def _with(body: str, text: str, number: int) -> str:
    return fill(body, REGION, text, f"request {number}", ORIGIN)
