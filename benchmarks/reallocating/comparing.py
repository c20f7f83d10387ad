"""What a policy makes of simulated teams, beside what comes of them as asked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.measuring import Figure
from benchmarks.reallocating.policies import Policy, as_asked
from benchmarks.reallocating.replaying import Outcome, Replay
from benchmarks.reallocating.scenarios import Scenario
from teamkit.measure.samples import gini, sample


@dataclass(frozen=True)
class Picture:
    """Several teams together.

    `top` is the share of the top reviewer, `inequality` that of what waits for people, both on average over the teams;
    `known` is the share of reviews by somebody who knows a touched file, `wait` how many days 85 % wait at most. Only
    who is to review counts, not who looks along: more work would look like work better spread.
    """

    top: float
    inequality: float
    known: float
    wait: float
    reviews: int
    moves: int
    along: int


def picture(policy: Policy, scenarios: Sequence[Scenario]) -> Picture:
    """What a policy makes of these teams."""
    outcomes = [Replay(each, policy).outcome() for each in scenarios]
    reviews = [review for outcome in outcomes for review in outcome.reviews]
    return Picture(
        top=fmean(map(_top, outcomes)),
        inequality=fmean(gini(outcome.waiting) or 0 for outcome in outcomes),
        known=fmean(review.is_known for review in reviews),
        wait=sample(review.days for review in reviews).p85 or 0,
        reviews=len(reviews),
        moves=sum(outcome.moves for outcome in outcomes),
        along=sum(outcome.along for outcome in outcomes),
    )


def figures(policy: Policy, scenarios: Sequence[Scenario]) -> Iterator[Figure]:
    """How much a policy lets each fall: shares and waits in hundredths of what they were, knowledge in points."""
    before, after = picture(as_asked, scenarios), picture(policy, scenarios)
    made = f"{after.moves} moved, {after.along} with somebody along"
    where = f"{after.reviews} reviews of {len(scenarios)} simulated teams, {made}"
    for name, bound, one, other in (
        ("the top reviewer's share of reviews", "≥ 12", before.top, after.top),
        ("inequality (Gini) of open load", "≥ 12", before.inequality, after.inequality),
        ("days that 85 % wait at most", "≥ 0", before.wait, after.wait),
    ):
        yield Figure(f"proposed reviewers: fall of {name}", fall(one, other), "%", bound, said(one, other, where))
    points = 100 * (before.known - after.known)
    name = "proposed reviewers: fall of reviews by who knows a touched file"
    yield Figure(name, points, "points", "≤ 3", said(before.known, after.known, where))


def fall(one: float, other: float) -> float:
    """By how many hundredths something falls."""
    return 100 * (1 - other / one)


def said(one: float, other: float, where: str) -> str:
    """What it was, and what it is."""
    return f"{one:.3f} to {other:.3f}, {where}"


def _top(outcome: Outcome) -> float:
    return max(Counter(review.who for review in outcome.reviews).values()) / len(outcome.reviews)
