"""Forecasts come true as often as they say: on five public histories, and where the truth is known."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import chain
from math import exp
from random import Random

import pytest

from benchmarks.forecasting import HORIZON, windows
from benchmarks.landings import kept
from teamkit.findings import Unseen
from teamkit.measure.forecasting.backtest import Backtest
from teamkit.measure.forecasting.choosing import process
from teamkit.measure.forecasting.days import Days


@cache
def every_test() -> tuple[tuple[Backtest, ...], ...]:
    """The test of each history, window by window, the newest first."""
    return tuple(tuple(windows(days)) for days in kept().values())


def newest() -> list[Backtest]:
    return [first for first, *_ in every_test()]


def whole() -> list[Backtest]:
    return [*chain(*every_test())]


POOLS = pytest.mark.parametrize("pool", [newest, whole])


def true(percent: int, tests: Sequence[Backtest]) -> float:
    """The share of forecasts with so many per cent that came true."""
    shares = [each.true(percent) for each in tests]
    return sum(share.part for share in shares) / sum(share.n for share in shares)


@POOLS
def test_of_forecasts_with_85_percent_about_as_many_came_true(pool: Callable[[], list[Backtest]]) -> None:
    assert 0.80 <= true(85, pool()) <= 0.90


@POOLS
def test_of_forecasts_with_95_percent_about_as_many_came_true(pool: Callable[[], list[Backtest]]) -> None:
    assert 0.91 <= true(95, pool()) <= 0.98


@POOLS
def test_they_lose_less_than_the_textbook(pool: Callable[[], list[Backtest]]) -> None:
    assert sum(each.loss for each in pool()) <= 0.95 * sum(each.textbooks_loss for each in pool())


def test_the_kept_histories_are_five_and_long() -> None:
    histories = kept()
    assert len(histories) == 5
    assert sum(len(each.origins) for each in newest()) == 5 * 261
    assert all(len(days.counts) > 12 * 365 and sum(days.counts) > 2500 for days in histories.values())


# ── Where the truth is known ────────────────────────────────────────────────────────────────────


def poisson(random: Random, rate: float) -> int:
    """Knuth, "The Art of Computer Programming", volume 2."""
    number, product, bound = 0, random.random(), exp(-rate)
    while product > bound:
        number, product = number + 1, product * random.random()
    return number


@pytest.mark.parametrize("weeks", [52, 20])
def test_of_forecasts_of_a_poisson_process_with_85_percent_as_many_come_true(weeks: int) -> None:
    random, known = Random(7), weeks * 7  # noqa: S311
    counts = tuple(poisson(random, 1.5) for _ in range(known + 2000 * 7 + HORIZON))
    first, came_true = date(2000, 1, 1), 0
    for origin in range(known, known + 2000 * 7, 7):
        continued = process(Days(first + timedelta(days=origin - known), counts[origin - known : origin]))
        assert not isinstance(continued, Unseen)
        came_true += sum(counts[origin : origin + HORIZON]) >= continued.done(HORIZON).at_least(85)
    assert 0.83 <= came_true / 2000 <= 0.88
