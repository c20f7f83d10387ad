"""What GitLab says of reviews: its notes, and the people who were asked."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from pydantic import BaseModel

from teamkit.forges.bots import is_bot
from teamkit.forges.model import Act, Review
from teamkit.forges.moments import Moment

# Notes tell on every plan who did what and when, in one list a request; approvals would be a second one.
READY = "marked this merge request as **ready**"
DRAFT = "marked this merge request as **draft**"
_ACTS = {"approved this merge request": Act.APPROVED, "requested changes": Act.ASKED}
_WITHDRAWN = "unapproved this merge request"
_ADDED = re.compile(r"added \d+ commits?\b")


class User(BaseModel):
    """An account."""

    username: str


class Note(BaseModel):
    """What somebody wrote, or what GitLab noted that somebody did."""

    body: str
    system: bool
    author: User | None
    created_at: Moment

    @property
    def username(self) -> str | None:
        """The handle of who did it; None where the account is gone."""
        return self.author.username if self.author else None


def reviews(notes: Collection[Note]) -> Iterator[Review]:
    """What notes say of reviews: acts that GitLab notes itself, and comments of people."""
    system = [note for note in notes if note.system]
    added = max((note.created_at for note in system if _ADDED.match(note.body)), default=None)
    withdrawn = {note.username: note.created_at for note in system if note.body == _WITHDRAWN}
    for note in notes:
        act = _ACTS.get(note.body) if note.system else Act.COMMENTED
        if act is Act.APPROVED and note.created_at < withdrawn.get(note.username, note.created_at):
            act = Act.COMMENTED
        if act:
            is_current = added is None or note.created_at > added
            yield Review(note.username, act, note.created_at, is_bot(note.username), is_current)


def asked(reviewers: Iterable[User], since: datetime, acts: Iterable[Review]) -> Iterator[str]:
    """The people who were asked for a review and gave none since; GitLab keeps those who did."""
    answered = {review.author for review in acts if review.at >= since}
    names = (reviewer.username for reviewer in reviewers)
    yield from (name for name in names if name not in answered and not is_bot(name))
