"""Tells how far a request is, and who is to act on it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from teamkit.checks.standing.people import Actor, People
from teamkit.forges.model import Act, Request, Review
from teamkit.team.model import Team
from teamkit.team.owning import Ownership
from teamkit.team.people import reviewers


class Stage(StrEnum):
    """How far a branch is on its way: UNSEEN where nobody could ask the forge."""

    UNSEEN = "unseen"
    NO_REQUEST = "no request"
    DRAFT = "draft"
    UNASKED = "nobody asked"
    REVIEW = "review"
    CHANGES = "changes requested"
    APPROVED = "approved"


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, and since when where that is known."""

    stage: Stage
    acts: tuple[Actor, ...]
    since: datetime | None = None


class Turns:
    """Judges requests by their reviews, and by the owners of what they change where nobody was asked."""

    def __init__(self, team: Team, people: People) -> None:
        """Make the owners ready for many requests."""
        self._team = team
        self._people = people
        self._ownership = Ownership(team)

    def of(self, request: Request) -> Turn:
        """Whose turn it is: the author's unless a review is due. A comment alone changes nothing."""
        author = (self._people.account(request.author),)
        if request.is_draft:
            return Turn(Stage.DRAFT, author)
        last = _last(request)
        asking = [review.at for review in last if review.act is Act.ASKED]
        if asking:
            return Turn(Stage.CHANGES, author, max(asking))
        approved = [review.at for review in last if review.is_current]
        if approved:
            return Turn(Stage.APPROVED, author, max(approved))
        reviewers = self._reviewers(request)
        return Turn(Stage.REVIEW, reviewers, request.ready) if reviewers else Turn(Stage.UNASKED, author, request.ready)

    def _reviewers(self, request: Request) -> tuple[Actor, ...]:
        """Those who were asked, else the owners of what is changed; never the author."""
        asked = self._people.distinct(map(self._people.account, request.asked))
        return asked or self._owners(request)

    def _owners(self, request: Request) -> tuple[Actor, ...]:
        paths = (file.path for file in request.files)
        areas = dict.fromkeys(
            rule.area for path in paths for rule in self._ownership.deciding(self._ownership.matching(path))
        )
        named = (name for area in areas for name in reviewers(self._team, self._team.areas[area]))
        author = self._people.account(request.author)
        return tuple(actor for actor in self._people.distinct(map(self._people.user, named)) if actor != author)


def _last(request: Request) -> tuple[Review, ...]:
    """The last word of each person who said one, but of those who were asked again since."""
    words = (each for each in request.reviews if each.act is not Act.COMMENTED and not each.is_bots)
    said = {review.author: review for review in sorted(words, key=lambda each: each.at)}
    return tuple(review for author, review in said.items() if author not in request.asked)
