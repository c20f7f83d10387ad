"""What a review is to be suggested for: an open request, or the branch that is checked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from teamkit.findings import Refusal, Unseen
from teamkit.forges.model import Request
from teamkit.history.git import ask
from teamkit.history.tree import changed
from teamkit.lifecycle.asking import answer
from teamkit.lifecycle.reviewing.suggesting import Load, Subject, load, subject
from teamkit.lifecycle.standpoint import current, standpoint
from teamkit.team.authors import signatory
from teamkit.team.model import Team


@dataclass(frozen=True)
class Matter:
    """A change, the request that brings it, and how many other requests wait for each.

    Without a request it is what the branch changes; `loads` is None where nobody could look, and `unseen` says why.
    """

    subject: Subject
    request: Request | None = None
    loads: Load | None = None
    unseen: Unseen | None = None


def matter(root: Path, team: Team, number: int | None, day: date) -> Matter | Unseen:
    """The request of a number, else the one of this branch, else this branch itself, with or without a forge.

    Raises Refusal where there is no such request, or where nobody can tell what the branch changes.
    """
    requests = answer(root, team, lambda forge: forge.open_requests())
    if isinstance(requests, Unseen):
        return requests if number else Matter(_work(root, team), unseen=requests)
    request = _numbered(requests, number) if number else _of_branch(requests, current(root))
    loads = load(team, (each for each in requests if each != request), day)
    return Matter(subject(team, request) if request else _work(root, team), request, loads)


def _numbered(requests: Sequence[Request], number: int) -> Request:
    for request in requests:
        if request.number == number:
            return request
    raise Refusal(f"request {number} is not open; name an open one, or none for the request of this branch")


def _of_branch(requests: Sequence[Request], branch: str | None) -> Request | None:
    found = [request for request in requests if request.source == branch]
    if len(found) > 1:
        numbers = " and ".join(str(request.number) for request in found)
        raise Refusal(f"requests {numbers} come from {branch}; name one: teamkit review suggest {found[0].number}")
    return found[0] if found else None


def _work(root: Path, team: Team) -> Subject:
    """What the branch changes that is checked out, by whoever commits here."""
    place = standpoint(root)
    if place is None or isinstance(place, Unseen):
        raise Refusal(f"{place.why}; {place.mend}" if place else "nothing is committed yet; commit something")
    return Subject(changed(root, place.base.ref), signatory(team, _identity(root)))


def _identity(root: Path) -> str:
    """Who commits here, as git writes it; empty where git does not know."""
    try:
        return ask(root, "var", "GIT_AUTHOR_IDENT").rpartition(">")[0] + ">"
    except Refusal:
        return ""
