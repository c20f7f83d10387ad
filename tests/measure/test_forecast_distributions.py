"""Forecasts are exact distributions: they add up, agree with each other, and are what a simulation comes near to."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate, cycle, islice, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teamkit.measure.forecasting import textbook
from teamkit.measure.forecasting.days import Days
from teamkit.measure.forecasting.distributions import Distribution, added, observed
from teamkit.measure.forecasting.packing import packed, unpacked, width
from teamkit.measure.forecasting.process import LIMIT, Process
from teamkit.measure.forecasting.stretches import Stretches
from teamkit.measure.forecasting.urn import Urn

BUSY = (9, 0, 4, 0, 0, 1, 0, 0, 3, 0, 0, 0)


def urns(counts: Sequence[int]) -> Urn:
    return Urn(counts)


def stretches(counts: Sequence[int]) -> Stretches:
    return Stretches(counts, [0] * len(counts))


def histories(fewest: int, most: int) -> st.SearchStrategy[list[int]]:
    """Whole weeks in which something was done."""
    weeks = st.lists(st.lists(st.integers(0, 6), min_size=7, max_size=7), min_size=fewest, max_size=most)
    return weeks.map(lambda drawn: [count for week in drawn for count in week]).filter(any)


PROCESSES = st.one_of(histories(8, 12).map(urns), histories(26, 30).map(stretches))


def up_to(distribution: Distribution, number: int) -> Fraction:
    """The chance of a number or less."""
    return Fraction(sum(distribution.weights[: number + 1]), distribution.whole)


SOME = settings(max_examples=25)
"""Where each example takes tens of milliseconds."""

# ── What must hold of any history ───────────────────────────────────────────────────────────────


@given(PROCESSES, st.integers(1, LIMIT))
def test_the_chances_of_how_many_add_up_to_one(process: Process, days: int) -> None:
    found = process.done(days)
    assert sum(found.weights) == found.whole
    assert found.falling[0] == 1


@given(PROCESSES, st.integers(1, 40), st.integers(1, 60))
def test_n_within_d_days_are_as_likely_as_that_n_take_d_days(process: Process, number: int, days: int) -> None:
    assert up_to(process.wait(number), days) == 1 - up_to(process.done(days), number - 1)


@SOME
@given(PROCESSES, st.integers(1, 200))
def test_more_take_longer(process: Process, number: int) -> None:
    fewer, more = process.wait(number).rising, process.wait(number + 1).rising
    assert len(fewer) == len(more) == LIMIT + 1
    assert all(one >= other for one, other in zip(fewer, more, strict=True))


@given(PROCESSES, st.integers(1, LIMIT - 1), st.sampled_from((5, 50, 85, 95)))
def test_a_longer_time_does_not_bring_less(process: Process, days: int, percent: int) -> None:
    assert process.done(days).at_least(percent) <= process.done(days + 1).at_least(percent)


@SOME
@given(PROCESSES, st.integers(1, 60), st.integers(1, 60))
def test_who_wants_to_be_surer_is_promised_less_and_later(process: Process, days: int, number: int) -> None:
    promises = [process.done(days).at_least(percent) for percent in (50, 85, 95)]
    assert promises == sorted(promises, reverse=True)
    waits = [process.wait(number).at_most(percent) or LIMIT + 1 for percent in (50, 85, 95)]
    assert waits == sorted(waits)


@SOME
@given(histories(26, 30), st.integers(1, 30))
def test_a_scope_that_grows_takes_no_less_time(counts: list[int], number: int) -> None:
    still, growing = stretches(counts), Stretches(counts, [*reversed(counts)])
    pairs = zip(still.wait(number).rising, growing.wait(number).rising, strict=True)
    assert all(one >= other for one, other in pairs)


@SOME
@given(histories(26, 26), st.integers(1, 30))
def test_what_grows_as_fast_as_it_is_done_is_never_done(counts: list[int], number: int) -> None:
    assert sum(Stretches(counts, counts).wait(number).weights) == 0


# ── Simulation, which comes near to what is exact ───────────────────────────────────────────────


def walk_of_stretches(done: Sequence[int], opened: Sequence[int], random: Random, number: int) -> int:
    """The day on which a simulated project that draws stretches of a fifth of its history is done."""
    length, day = len(done) // 7 // 5 * 7, 0
    while True:
        first = random.randrange(0, len(done), 7)
        for each in range(first, first + length):
            day += 1
            number -= done[each % len(done)] - opened[each % len(done)]
            if number <= 0:
                return day


def walk_of_weeks(done: Sequence[int], random: Random, number: int) -> int:
    """The day on which a simulated project that draws weeks, and puts each back with another of its kind, is done."""
    urn, day = [done[first : first + 7] for first in range(0, len(done), 7)], 0
    while True:
        week = random.choice(urn)
        urn.append(week)
        for count in week:
            day += 1
            number -= count
            if number <= 0:
                return day


def simulated(walk: Callable[[], int]) -> list[int]:
    """The days that 100,000 walks take, in order."""
    return sorted(walk() for _ in range(100_000))


def assert_within_a_day(exact: Distribution, days: Sequence[int]) -> None:
    for percent in (50, 85, 95):
        found = exact.at_most(percent)
        assert found is not None
        assert abs(found - days[len(days) * percent // 100]) <= 1
    for share in (0.05, 0.5, 0.95):
        day = days[int(len(days) * share)]
        assert exact.rising[day] == pytest.approx(bisect_left(days, day + 1) / len(days), abs=0.01)


def test_stretches_are_within_a_day_of_100_000_simulations() -> None:
    random, done = Random(7), list(islice(cycle(BUSY), 182))  # noqa: S311
    nothing = [0] * len(done)
    days = simulated(lambda: walk_of_stretches(done, nothing, random, 60))
    assert days[-1] > 35, "no walk went on into a second stretch"
    assert_within_a_day(stretches(done).wait(60), days)


def test_a_scope_that_grows_is_within_a_day_of_100_000_simulations() -> None:
    random, done = Random(7), list(islice(cycle(BUSY), 182))  # noqa: S311
    opened = list(islice(cycle((0, 2, 0, 0, 1)), 182))
    days = simulated(lambda: walk_of_stretches(done, opened, random, 25))
    assert_within_a_day(Stretches(done, opened).wait(25), days)


def test_the_urn_is_within_a_day_of_100_000_simulations() -> None:
    random, done = Random(7), list(islice(cycle(BUSY), 70))  # noqa: S311
    days = simulated(lambda: walk_of_weeks(done, random, 40))
    assert_within_a_day(urns(done).wait(40), days)


# ── Counted by hand ─────────────────────────────────────────────────────────────────────────────


def test_two_weeks_from_an_urn_of_three_are_the_same_with_one_half() -> None:
    """Of six selections of two of the weeks 0, 1 and 10, three are of the same week twice."""
    urn = urns([*[0] * 7, 1, *[0] * 6, 10, *[0] * 6])
    chances = {number: up_to(urn.done(14), number) - up_to(urn.done(14), number - 1) for number in range(1, 21)}
    assert {number for number, chance in chances.items() if chance} == {1, 2, 10, 11, 20}
    assert set(chances.values()) == {0, Fraction(1, 6)}


def test_each_weekday_stays_in_its_place() -> None:
    """What is only done on the last day of each week is done on the seventh day, not before."""
    for process in (urns([0, 0, 0, 0, 0, 0, 1] * 8), stretches([0, 0, 0, 0, 0, 0, 1] * 26)):
        assert process.wait(1).at_most(50) == process.wait(1).at_most(95) == 7
        assert process.done(6).at_least(50) == 0


def test_a_stretch_goes_on_from_the_newest_day_to_the_oldest_as_a_circle() -> None:
    counts = [*[1] * 7, *[0] * 175]
    assert stretches(counts).done(35).falling[7] == pytest.approx(5 / 26)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4).filter(any), st.integers(1, 5))
def test_the_textbook_is_every_way_to_draw_days(counts: list[int], horizon: int) -> None:
    sums = observed(sum(drawn) for drawn in product(counts, repeat=horizon))
    found = textbook.done(Days(date(2026, 1, 1), tuple(counts)), horizon)
    assert [found.at_least(percent) for percent in (50, 85, 95)] == [sums.at_least(percent) for percent in (50, 85, 95)]


def test_the_textbook_looks_back_on_twelve_weeks() -> None:
    days = Days(date(2026, 1, 1), (50, *[1] * 84))
    assert textbook.done(days, 28).at_least(50) == 28


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5), st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_a_sum_of_draws_is_every_pair_of_them(ones: list[int], others: list[int]) -> None:
    pairs = observed(one + other for one, other in product(ones, others))
    assert added((observed(ones), 1), (observed(others), 1)) == pairs


@given(st.lists(st.integers(0, 10**30), max_size=9))
def test_weights_come_back_from_the_integer_that_holds_them(weights: list[int]) -> None:
    size = width(max(weights, default=0))
    found = unpacked(packed(weights, size), size)
    assert found + [0] * (len(weights) - len(found)) == weights


def test_percentiles_are_those_of_the_definition() -> None:
    """Of 1 to 20, 17 numbers are 4 or more, and 17 are 17 or less."""
    found = observed(range(1, 21))
    assert (found.at_least(85), found.at_most(85)) == (4, 17)
    assert (found.at_least(50), found.at_most(50)) == (11, 10)
    assert Distribution((1, 1), 4).at_most(85) is None
    assert list(accumulate(found.weights)) == [round(20 * chance) for chance in found.rising]
