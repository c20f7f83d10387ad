"""Asks the people of a suggestion for their reviews, on the forge."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Refusal, Unseen
from teamkit.lifecycle.asking import answer
from teamkit.lifecycle.reviewing.finding import Matter
from teamkit.lifecycle.reviewing.suggesting import Suggestion
from teamkit.team.model import Team


@dataclass(frozen=True)
class Question:
    """Whom to ask, by their handles, and the users who have none and so can only be told."""

    handles: tuple[str, ...]
    unreachable: tuple[str, ...]


def question(team: Team, found: Suggestion) -> Question:
    """Whom a suggestion lets the forge ask: nobody who is asked already."""
    handles = {each.user: team.users[each.user].handle for each in found.chosen}
    return Question(
        tuple(handle for handle in handles.values() if handle),
        tuple(user for user, handle in handles.items() if not handle),
    )


def put(root: Path, team: Team, matter: Matter, handles: Sequence[str]) -> tuple[str, ...] | Unseen:
    """Ask on the forge; those whom it did not take, as GitLab's free plan does all but one.

    Raises Refusal where there is no request yet.
    """
    if matter.unseen:
        return matter.unseen
    if not matter.request:
        raise Refusal("this branch has no open request; open one: teamkit flow finish")
    number = matter.request.number
    taken = answer(root, team, lambda forge: forge.ask(number, handles)) if handles else ()
    if isinstance(taken, Unseen):
        return taken
    known = {handle.lower() for handle in taken}
    return tuple(handle for handle in handles if handle.lower() not in known)
