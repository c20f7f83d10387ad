"""Medians, percentiles and shares are those of their definitions."""

from statistics import median, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.measure.samples import Share, gini, percentile, sample

VALUES = st.lists(st.integers(0, 10**9), min_size=2, max_size=60)


@given(VALUES)
def test_percentiles_are_those_of_the_standard_library(values: list[int]) -> None:
    hundredths = quantiles(values, n=100, method="inclusive")
    assert percentile(sorted(values), 0.85) == pytest.approx(hundredths[84])
    assert percentile(sorted(values), 0.5) == pytest.approx(median(values))


def test_a_sample_says_how_many_it_has_and_when_they_are_too_few() -> None:
    assert (sample([]).n, sample([]).median, sample([]).p85) == (0, None, None)
    assert sample([3, 1, 2, 4]).is_few
    assert sample([3, 1, 2, 4]).median == 2.5
    assert not sample([3, 1, 2, 4, 5]).is_few


def test_a_share_of_nothing_is_no_number() -> None:
    assert Share(0, 0).value is None
    assert Share(3, 4).value == 0.75
    assert Share(3, 4).is_few


@given(VALUES)
def test_gini_is_half_the_mean_difference_of_all_pairs(values: list[int]) -> None:
    differences = sum(abs(one - other) for one in values for other in values)
    expected = differences / (2 * len(values) * sum(values)) if sum(values) else None
    assert gini(values) == (expected if expected is None else pytest.approx(expected))


def test_gini_of_equal_loads_is_zero_and_of_one_who_has_all_near_one() -> None:
    assert gini([4, 4, 4]) == 0
    assert gini([0, 0, 0, 0, 9]) == pytest.approx(0.8)
