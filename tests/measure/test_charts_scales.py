"""Scales keep order and stay in range, and their marks are few."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.publish.charts.frame import apart
from teamkit.publish.charts.scales import MOST, Tick, Time, durations, linear
from teamkit.publish.charts.swarm import swarm
from teamkit.publish.charts.units import DAY, HOUR, Unit
from teamkit.publish.charts.weekly import slot

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SECONDS = st.floats(0, 100 * 365 * DAY)
START = datetime(2026, 3, 2, tzinfo=UTC)


def are_good(ticks: tuple[Tick, ...], most: int) -> bool:
    places = [tick.place for tick in ticks]
    is_in_range = all(-1e-9 <= place <= 1 + 1e-9 for place in places)
    return is_in_range and all(one < other for one, other in pairwise(places)) and len(places) <= most


def labels(since: datetime, days: int) -> list[str]:
    return [f"{tick.label} {tick.under}".strip() for tick in Time(since, since + timedelta(days=days)).ticks]


@given(MOMENTS, st.timedeltas(timedelta(seconds=1), timedelta(days=365 * 60)))
def test_marks_of_time_are_in_range_in_order_and_at_most_seven(since: datetime, length: timedelta) -> None:
    ticks = Time(since, since + length).ticks
    assert are_good(ticks, MOST)
    assert len(ticks) >= 2 or length < timedelta(weeks=4)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (28, ["2 Mar 2026", "9 Mar", "16 Mar", "23 Mar", "30 Mar"]),
        (70, ["2 Mar 2026", "16 Mar", "30 Mar", "13 Apr", "27 Apr", "11 May"]),
        (182, ["Apr 2026", "May", "Jun", "Jul", "Aug"]),
        (364, ["May 2026", "Jul", "Sep", "Nov", "Jan 2027", "Mar"]),
        (728, ["Jul 2026", "Jan 2027", "Jul", "Jan 2028"]),
        (7000, ["2030", "2035", "2040", "2045"]),
    ],
)
def test_time_is_marked_as_a_calendar_is(days: int, expected: list[str]) -> None:
    assert labels(START, days) == expected


@given(st.lists(SECONDS, max_size=30))
def test_durations_hold_all_values_between_landmarks(values: list[float]) -> None:
    scale = durations(values)
    assert all(0 <= scale(value) <= 1 for value in values)
    assert are_good(scale.ticks, 10)
    assert [scale(value) for value in sorted(values)] == sorted(scale(value) for value in values)


def test_durations_are_marked_as_people_count_them() -> None:
    assert [tick.label for tick in durations([2 * HOUR, 20 * DAY]).ticks] == ["1 h", "8 h", "1 d", "1 w", "4 w"]


@given(st.floats(0, 1e9), st.sampled_from([Unit.COUNT, Unit.SHARE, Unit.SECONDS]))
def test_a_linear_scale_begins_at_nothing_and_holds_the_most(most: float, unit: Unit) -> None:
    most = min(most, 1) if unit is Unit.SHARE else most
    scale = linear(most, unit)
    assert scale(most) <= 1 + 1e-9
    assert scale.ticks[0].place == 0
    assert are_good(scale.ticks, 6)
    assert len({tick.label for tick in scale.ticks}) == len(scale.ticks)


@given(st.lists(st.floats(0, 300), max_size=8))
def test_names_at_an_edge_keep_their_distance_their_order_and_their_room(wanted: list[float]) -> None:
    places = apart(sorted(wanted), 34, 300)
    assert all(other - one >= 34 - 1e-6 for one, other in pairwise(places))
    assert all(17 - 1e-6 <= place <= 283 + 1e-6 for place in places)


@given(st.lists(st.floats(0, 300), max_size=40))
def test_dots_that_have_room_do_not_touch(places: list[float]) -> None:
    put = list(zip(places, swarm(places, 9, 400), strict=True))
    for index, (place, aside) in enumerate(put):
        assert all(abs(place - other) >= 9 or abs(aside - beside) >= 9 for other, beside in put[:index])


def test_dots_step_no_further_aside_than_they_may() -> None:
    assert swarm([5.0] * 4, 9, 9) == [0, 9, -9, 0]


def test_bars_of_many_weeks_fill_the_picture_and_those_of_few_stay_narrow() -> None:
    assert slot(0, 20) == ("0.4%", "4.2%")
    assert slot(19, 20) == ("95.4%", "4.2%")
    assert slot(0, 1) == ("47%", "6%")
