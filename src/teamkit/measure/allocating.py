"""Chooses who could look at a request instead of somebody with too much to review, or beside who alone knows it.

After SofiaWL: whoever knows what a request touches, the less likely the more already waits for them; where one person
alone knows it, somebody learns by looking along. Hajari, Malmir, Mirsaeedi and Rigby, "Factoring Expertise, Workload,
and Turnover into Code Review Recommendation", IEEE Transactions on Software Engineering (2024), arXiv 2312.17236.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import exp

from teamkit.forges.past.model import PastRequest
from teamkit.measure.eligible import Eligible
from teamkit.measure.knowledge import Knowledge, Touch, touches
from teamkit.measure.load import is_waiting, load
from teamkit.measure.naming import called
from teamkit.measure.reallocation import Candidate, Choice, Proposal, Reallocation
from teamkit.team.learning import learners
from teamkit.team.model import Team

MANY = 3
"""Nobody is overloaded for whom fewer reviews wait."""

TIMES = 2
"""Overloaded is for whom more reviews wait than so many times what waits for each of the others on average."""

WEIGHT = 0.5
"""How much each waiting review speaks against somebody: it divides what they know by e to the power of this.

Asthana and others, "WhoDo: Automating Reviewer Suggestions at Scale", ESEC/FSE (2019), section 3.2.
"""


def reallocation(requests: Iterable[PastRequest], commits: Iterable[Touch], team: Team, now: datetime) -> Reallocation:
    """What is proposed for the requests that wait, by what requests and commits tell of who knows what.

    The first ready comes first, and each proposal counts on those before it.
    """
    known = tuple(requests)
    waiting = Counter({each.id: each.waiting for each in load(known, team, now).burdens})
    allocation = _Allocation(team, Knowledge((*commits, *touches(team, known, now)), now), waiting, now.date())
    open_ones = (each for each in known if is_waiting(team, each))
    in_turn = sorted(open_ones, key=lambda each: (each.ready or each.opened, each.number))
    return Reallocation(tuple(map(allocation.choice, in_turn)), team.measures.names)


class _Allocation:
    """What is known of people, and what waits for each of them."""

    def __init__(self, team: Team, knowledge: Knowledge, waiting: Counter[str], day: date) -> None:
        self._team, self._knowledge, self._waiting, self._day = team, knowledge, waiting, day

    def choice(self, request: PastRequest) -> Choice:
        """Who could look at a request, and what is proposed for it."""
        eligible = Eligible(self._team, request, self._day)
        knowers = [who for who in self._knowledge.knowers(request.files) if eligible.is_other(who)]
        able = sorted(filter(eligible.is_able, knowers), key=lambda who: self._rank(eligible, who))
        candidates = tuple(self._candidate(eligible, who) for who in able)
        proposal = self._beside(eligible, able) if len(knowers) == 1 else self._moved(eligible, able)
        return Choice(request, len(knowers), candidates, proposal)

    def _moved(self, eligible: Eligible, able: Sequence[str]) -> Proposal | None:
        """Somebody who knows it instead of somebody who has too much."""
        pair = self._relief(eligible, able)
        if not pair:
            return None
        source, to = pair
        paths = eligible.request.files
        known = f"known files {self._knowledge.known(to, paths)} of {len(paths)}"
        return self._followed(eligible, to, source, None, f"{self._comparison(source, to)}, {known}")

    def _beside(self, eligible: Eligible, able: Sequence[str]) -> Proposal | None:
        """Whoever alone knows it, with somebody who learns."""
        if not able:
            return None
        (expert,) = able
        source, _ = self._relief(eligible, able) or (None, None)
        learner, reason = self._learner(eligible, expert) or (None, "")
        if not (source or learner):
            return None
        alone = f"{called(self._team, expert)} alone knows it"
        reasons = (self._comparison(source, expert) if source else "", alone, reason)
        return self._followed(eligible, expert, source, learner, "; ".join(filter(None, reasons)))

    def _followed(self, eligible: Eligible, to: str, source: str | None, learner: str | None, why: str) -> Proposal:
        """A proposal, and what waits for each once it is followed."""
        self._waiting.update(who for who in (to, learner) if who and who not in eligible.looking)
        self._waiting.subtract(filter(None, (source,)))
        name = {who: called(self._team, who) for who in (to, source, learner) if who}
        return Proposal(name[to], name.get(source or ""), name.get(learner or ""), why)

    def _relief(self, eligible: Eligible, able: Sequence[str]) -> tuple[str, str] | None:
        """Who has too much of those who were asked, and who evens it out: the best of those who may stand in."""
        for source in sorted(filter(self._is_overloaded, eligible.asked), key=lambda who: (-self._waiting[who], who)):
            for who in able:
                is_relief = who not in eligible.looking and self._waiting[who] + 1 < self._waiting[source]
                if is_relief and eligible.may_stand_in(who, source):
                    return source, who
        return None

    def _learner(self, eligible: Eligible, expert: str) -> tuple[str, str] | None:
        """Who could learn, and why: by team.yml, else whoever knows the folders best; nobody who has too much."""
        taken = {expert, *eligible.looking}
        subjects = learners(self._team, expert) if expert in self._team.users else {}
        near = self._knowledge.neighbours(eligible.request.files)
        for several in (subjects, near):
            free = [
                who for who in several if eligible.is_able(who) and who not in taken and not self._is_overloaded(who)
            ]
            if free:
                best = min(free, key=lambda who: self._nearness(eligible, who))
                does = f"learns {', '.join(subjects[best])}" if best in subjects else "worked beside it"
                return best, f"{called(self._team, best)} {does}"
        return None

    def _is_overloaded(self, who: str) -> bool:
        others = len(self._waiting) - (who in self._waiting)
        elsewhere = self._waiting.total() - self._waiting[who]
        return self._waiting[who] >= MANY and self._waiting[who] * others > TIMES * elsewhere

    def _rank(self, eligible: Eligible, who: str) -> tuple[float, str, str]:
        return self._order(eligible, who, self._knowledge.of(who, eligible.request.files))

    def _nearness(self, eligible: Eligible, who: str) -> tuple[float, str, str]:
        return self._order(eligible, who, self._knowledge.near(who, eligible.request.files))

    def _order(self, eligible: Eligible, who: str, knows: float) -> tuple[float, str, str]:
        """The better the earlier: much knowledge, few other reviews; else by name."""
        return -knows * exp(-WEIGHT * self._others(eligible, who)), called(self._team, who).casefold(), who

    def _others(self, eligible: Eligible, who: str) -> int:
        """How many other reviews wait for somebody."""
        return self._waiting[who] - (who in eligible.looking)

    def _candidate(self, eligible: Eligible, who: str) -> Candidate:
        known = self._knowledge.known(who, eligible.request.files)
        return Candidate(called(self._team, who), known, self._others(eligible, who))

    def _comparison(self, source: str, to: str) -> str:
        return f"reviews waiting {self._waiting[source]} and {self._waiting[to]}"
