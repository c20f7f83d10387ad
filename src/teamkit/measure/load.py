"""How reviews are spread over people.

People are those who opened a request or reviewed one in the last 28 days, who have one open, or for whom one waits. A
review is a request on which somebody said something, however often.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from teamkit.forges.past.model import PastRequest
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.naming import called, person
from teamkit.measure.responding import by_people, is_person, responses
from teamkit.measure.samples import Count, Share, gini, sample
from teamkit.team.looking import lookers
from teamkit.team.model import Team

WINDOW = timedelta(days=28)
UNNAMED = "names are left out, as `measures.names` of team.yml says"


@dataclass(frozen=True)
class Burden:
    """What somebody carries: requests of their own that are open, reviews that wait for them, reviews of 28 days.

    `id` is that of team.yml, else @handle.
    """

    id: str
    name: str
    open: int
    waiting: int
    reviews: int


@dataclass(frozen=True)
class Load:
    """Everybody's burden by name, and the reviews of everybody in the 28 days before the last ones."""

    burdens: tuple[Burden, ...]
    reviews_before: tuple[int, ...]
    is_named: bool

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What waits for a person, and how the reviews of 28 days are spread; nobody knows what waited before."""
        waiting = [each.waiting for each in self.burdens]
        reviews, before = [each.reviews for each in self.burdens], self.reviews_before
        return (
            Line("reviews waiting for a person", Unit.COUNT, sample(waiting)),
            Line("open requests of a person", Unit.COUNT, sample(each.open for each in self.burdens)),
            Line("reviews in 28 days", Unit.COUNT, Count(sum(reviews)), Count(sum(before))),
            Line("share of the top reviewer", Unit.SHARE, top(reviews), top(before)),
            Line("inequality of waiting reviews (Gini)", Unit.SHARE, inequality(waiting)),
            Line("inequality of reviews (Gini)", Unit.SHARE, inequality(reviews), inequality(before)),
        )

    @cached_property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """Everybody by name; without names in the order of what they carry, so that nobody is found by their place."""
        rows = ({"open": each.open, "waiting": each.waiting, "reviews": each.reviews} for each in self.burdens)
        if self.is_named:
            return tuple({"person": each.name} | row for each, row in zip(self.burdens, rows, strict=True))
        return tuple(sorted(rows, key=lambda row: tuple(row.values()), reverse=True))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Whether names were left out."""
        return () if self.is_named else (UNNAMED,)


def load(requests: Iterable[PastRequest], team: Team, now: datetime) -> Load:
    """What everybody carries now."""
    known = tuple(requests)
    ours = by_people(team, known)
    waits = waiting(team, known, now.date())
    reviews, before = (_reviews(team, known, now - WINDOW * each, now - WINDOW * (each - 1)) for each in (1, 2))
    opened = Counter(person(team, each.author) for each in ours if each.author and each.is_open)
    everybody = {*waits, *reviews, *opened, *_authors(team, ours, now - WINDOW, now)}
    burdens = (Burden(who, called(team, who), opened[who], waits[who], reviews[who]) for who in everybody)
    others = {*before, *_authors(team, ours, now - WINDOW * 2, now - WINDOW)}
    return Load(
        tuple(sorted(burdens, key=lambda each: (each.name.casefold(), each.id))),
        tuple(sorted(before[who] for who in others)),
        team.measures.names,
    )


def waiting(team: Team, requests: Iterable[PastRequest], day: date) -> Counter[str]:
    """How many reviews wait for each person."""
    return Counter(who for request in requests for who in looking(team, request, day))


def looking(team: Team, request: PastRequest, day: date) -> tuple[str, ...]:
    """For whose review an open request waits: whom it asks, else, until somebody has answered, who owns it."""
    if not is_waiting(team, request):
        return ()
    found = lookers(team, request.author, request.asked, request.files, day)
    several = (looker.id or looker.user.name.lower() for looker in found)
    return tuple(who for who in several if is_person(team, who))


def is_waiting(team: Team, request: PastRequest) -> bool:
    """Whether somebody is to look at a request: who was asked and did not answer, or anybody at one of a person's."""
    if request.is_draft or not request.is_open:
        return False
    return bool(request.asked) or not (request.is_bots or responses(team, request))


def top(reviews: Iterable[int]) -> Share:
    """The share of all reviews that one person gave who gave most."""
    given = tuple(reviews)
    return Share(max(given, default=0), sum(given))


def inequality(values: Iterable[int]) -> Share:
    """Gini's coefficient, of so many people.

    The measure of concentration of Hajari, Malmir, Mirsaeedi and Rigby, "Factoring Expertise, Workload, and Turnover
    into Code Review Recommendation", IEEE Transactions on Software Engineering (2024), arXiv 2312.17236.
    """
    each = tuple(values)
    return Share((gini(each) or 0) * len(each), len(each))


def _reviews(team: Team, requests: Iterable[PastRequest], since: datetime, until: datetime) -> Counter[str]:
    """How many requests each person reviewed from one instant to another."""
    lately = (each for each in requests if any(since <= act.at < until for act in each.acts))
    return Counter(
        who
        for request in lately
        for who in {
            person(team, act.author) for act in responses(team, request) if act.author and since <= act.at < until
        }
    )


def _authors(team: Team, requests: Iterable[PastRequest], since: datetime, until: datetime) -> Iterator[str]:
    return (person(team, each.author) for each in requests if each.author and since <= each.opened < until)
