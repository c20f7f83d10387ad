"""Replays a team day by day under a policy.

In the morning the policy sees what a forge would tell, and every change that it wants is made; what somebody did on a
request that is taken from them is lost. Then everybody reviews for their hours of the day, the oldest request first; a
request that comes meanwhile is begun when it comes. It is merged once its reviewer is through. Who looks along spends
the same hours, and stops when it is merged. After the last day nothing arrives, and the rest is finished.
"""

from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.reallocating.policies import Policy, Sight
from benchmarks.reallocating.scenarios import DAY, HOURS, START, Arrival, Scenario, merged, opening
from teamkit.forges.past.model import PastRequest

UNKNOWN = 1.5
HALF_A_YEAR = timedelta(days=180)


@dataclass(frozen=True)
class Review:
    """Who reviewed a request, after how many days, and whether they knew one of its files."""

    who: str
    days: float
    is_known: bool


@dataclass(frozen=True)
class Outcome:
    """Each review, what waited for each person on an evening on average, and how often the policy changed something."""

    reviews: tuple[Review, ...]
    waiting: tuple[float, ...]
    moves: int
    along: int


@dataclass
class Case:
    """An open request: who is to review it, and how many hours that takes still, also of who looks along."""

    arrival: Arrival
    reviewer: str
    left: dict[str, float]


class Replay:
    """A team in the course of its days."""

    def __init__(self, scenario: Scenario, policy: Policy) -> None:
        """Begin with what the team knows from before."""
        self._scenario, self._policy = scenario, policy
        self._cases: dict[int, Case] = {}
        self._done: list[PastRequest] = []
        self._touched: dict[tuple[str, str], datetime] = {}
        self._reviews: list[Review] = []
        self._waiting: Counter[str] = Counter()
        self._moves = self._along = 0
        for request in scenario.past:
            self._merge(request)

    def outcome(self) -> Outcome:
        """What comes of it."""
        arrivals = deque(self._scenario.arrivals)
        morning = START
        while arrivals or self._cases:
            self._change(morning)
            while arrivals and arrivals[0].at < morning + DAY:
                self._open(arrivals.popleft())
            for who in self._scenario.people:
                self._work(who, morning)
            self._close(morning + DAY)
            morning += DAY
        days = (morning - START) // DAY
        waiting = tuple(self._waiting[who] / days for who in self._scenario.people)
        return Outcome(tuple(self._reviews), waiting, self._moves, self._along)

    def _change(self, morning: datetime) -> None:
        """What the policy wants."""
        waiting = [opening(case.arrival, tuple(case.left)) for case in self._cases.values()]
        for move in self._policy(Sight(self._scenario.people, (*self._done, *waiting), morning)):
            case = self._cases[move.number]
            if move.instead_of:
                del case.left[move.instead_of]
                case.reviewer = move.to
                self._moves += 1
            if move.learner:
                self._along += 1
            for who in filter(None, (move.to, move.learner)):
                case.left.setdefault(who, self._hours(case.arrival, who, morning))

    def _open(self, arrival: Arrival) -> None:
        hours = self._hours(arrival, arrival.asked, arrival.at)
        self._cases[arrival.number] = Case(arrival, arrival.asked, {arrival.asked: hours})

    def _work(self, who: str, morning: datetime) -> None:
        """The day of one person."""
        clock = morning
        for case in sorted(self._cases.values(), key=lambda case: case.arrival.at):
            if who not in case.left:
                continue
            begin = max(clock, case.arrival.at)
            clock = min(begin + DAY * (case.left[who] / HOURS), morning + DAY)
            case.left[who] -= (clock - begin) / DAY * HOURS
            if case.left[who] < 1e-9:
                self._answer(case, who, clock)

    def _answer(self, case: Case, who: str, at: datetime) -> None:
        case.left[who] = 0
        if who == case.reviewer:
            waited = (at - case.arrival.at) / DAY
            self._reviews.append(Review(who, waited, self._knows(case.arrival, who, at)))

    def _close(self, evening: datetime) -> None:
        """What is through is merged, and who looked along until then knows it too."""
        through = [case for case in self._cases.values() if not case.left[case.reviewer]]
        for case in through:
            del self._cases[case.arrival.number]
            self._merge(merged(case.arrival, evening, [who for who, left in case.left.items() if not left]))
        self._waiting.update(case.reviewer for case in self._cases.values())

    def _merge(self, request: PastRequest) -> None:
        self._done.append(request)
        for handle in (request.author, *(act.author for act in request.acts)):
            for path in request.files:
                self._touched[f"@{handle}", path] = request.updated

    def _knows(self, arrival: Arrival, who: str, at: datetime) -> bool:
        days = (self._touched.get((who, path)) for path in arrival.files)
        return any(day is not None and at - day <= HALF_A_YEAR for day in days)

    def _hours(self, arrival: Arrival, who: str, at: datetime) -> float:
        return arrival.hours * (1 if self._knows(arrival, who, at) else UNKNOWN)
