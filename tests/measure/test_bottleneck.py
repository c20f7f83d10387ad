"""A bottleneck is named where the longest wait has grown beyond chance, and nowhere else."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.measure.bottleneck import LEVEL, Stage, bottleneck, chance_of_growth
from teamkit.measure.samples import sample

SHORT, LONG = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0), (11.0, 12.0, 13.0, 14.0, 15.0, 16.0)
VALUES = st.lists(st.integers(0, 9).map(float), min_size=5, max_size=12)


def found(**stages: tuple[tuple[float, ...], tuple[float, ...]]) -> str | None:
    stage = bottleneck(stages).found
    return stage.name if stage else None


def test_the_stage_is_named_that_takes_longest_and_has_grown() -> None:
    assert found(coding=(SHORT, SHORT), review=(LONG, SHORT), pickup=(SHORT, SHORT)) == "review"


def test_its_figure_is_that_of_the_longest_stage_whether_it_has_grown_or_not() -> None:
    (line,) = bottleneck({"review": (LONG, LONG), "coding": (SHORT, SHORT), "deployment": ((), ())}).lines
    assert (line.label, line.now, line.before) == ("longest stage: review", sample(LONG), sample(LONG))
    assert bottleneck({"review": ((), SHORT)}).lines == ()


def test_a_stage_that_has_grown_but_does_not_take_longest_is_no_bottleneck() -> None:
    assert found(coding=((99.0,) * 6, (99.0,) * 6), review=(LONG, SHORT)) is None


def test_the_longest_that_did_not_grow_is_none() -> None:
    assert found(review=(LONG, LONG), coding=(SHORT, SHORT)) is None
    assert found(review=(SHORT, LONG)) is None


@pytest.mark.parametrize(("now", "before"), [(LONG[:4], SHORT), (LONG, SHORT[:4]), ((), ()), (LONG, ())])
def test_nothing_is_said_of_few(now: tuple[float, ...], before: tuple[float, ...]) -> None:
    assert found(review=(now, before)) is None
    assert bottleneck({"review": (now, before)}).records[0]["chance"] is None


def test_the_level_is_said_with_the_stage() -> None:
    assert bottleneck({"review": (LONG, SHORT)}).notes == (
        "review is where requests wait longest, and longer than in the period before: "
        "chance alone does that less than once in 100 times",
    )
    assert bottleneck({"review": (SHORT, SHORT)}).notes == ()


@given(st.lists(st.integers(0, 99).map(float), unique=True, min_size=10, max_size=11), st.integers(5, 6))
def test_chance_is_near_that_of_all_ways_to_deal_the_same_values(values: list[float], size: int) -> None:
    now, before = values[:size], values[size:]
    assert chance_of_growth(now, before) == pytest.approx(exact(now, before), abs=0.02)


@given(VALUES, VALUES)
def test_the_fewest_values_mislead_by_thrice_the_level_at_most(now: list[float], before: list[float]) -> None:
    now, before = now[:5], before[:5]
    assert chance_of_growth(now, before) >= LEVEL or exact(now, before) < 3 * LEVEL


def exact(now: list[float], before: list[float]) -> float:
    values = (*now, *before)
    deals = [wins(values, set(deal)) for deal in combinations(range(len(values)), len(now))]
    return sum(each >= wins(values, set(range(len(now)))) for each in deals) / len(deals)


def wins(values: tuple[float, ...], chosen: set[int]) -> float:
    """In how many pairs the chosen value is the larger one; equal ones count half."""
    others = [value for place, value in enumerate(values) if place not in chosen]
    return sum((values[place] > other) + (values[place] == other) / 2 for place in chosen for other in others)


def test_chance_alone_names_a_stage_no_more_often_than_its_level() -> None:
    chance = Random(7)  # noqa: S311
    alarms = sum(
        Stage("review", *(tuple(chance.expovariate(1) for _ in range(12)) for _ in range(2))).has_grown
        for _ in range(3000)
    )
    assert alarms / 3000 <= LEVEL * 1.3


@given(VALUES, VALUES, st.randoms())
def test_the_order_of_durations_changes_nothing(now: list[float], before: list[float], chance: Random) -> None:
    shuffled = chance.sample(now, len(now)), chance.sample(before, len(before))
    assert bottleneck({"review": shuffled}).records == bottleneck({"review": (now, before)}).records
