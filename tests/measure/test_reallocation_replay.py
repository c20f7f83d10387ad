"""Followed, the proposals spread reviews without a loss of knowledge or time: a replay of simulated teams."""

import pytest

from benchmarks.measuring import Figure
from benchmarks.reallocating.comparing import figures
from benchmarks.reallocating.policies import Policy, as_asked, as_proposed, to_the_first, to_the_idlest
from benchmarks.reallocating.scenarios import SEEDS, scenarios

TEAMS = tuple(scenarios(SEEDS[:1]))
SHARE, INEQUALITY, WAIT, KNOWN = range(4)


def broken(policy: Policy) -> set[int]:
    """Which promises a policy does not keep."""
    return {place for place, figure in enumerate(figures(policy, TEAMS)) if not is_kept(figure)}


def is_kept(figure: Figure) -> bool:
    sign, _, bound = figure.bound.partition(" ")
    return figure.value >= float(bound) if sign == "≥" else figure.value <= float(bound)


def test_followed_proposals_spread_reviews_and_cost_neither_knowledge_nor_time() -> None:
    assert broken(as_proposed) == set()


@pytest.mark.parametrize(
    ("policy", "promises"),
    [(as_asked, {SHARE, INEQUALITY}), (to_the_first, {SHARE, INEQUALITY, WAIT}), (to_the_idlest, {KNOWN})],
)
def test_the_replay_tells_a_wrong_policy(policy: Policy, promises: set[int]) -> None:
    assert broken(policy) == promises
