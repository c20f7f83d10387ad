"""Periods are ISO weeks in UTC."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from teamkit.measure.periods import WEEK, last, week

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS)
def test_a_week_begins_on_the_monday_before_in_the_same_iso_week(at: datetime) -> None:
    begin = week(at)
    assert begin.isoweekday() == 1
    assert begin <= at < begin + WEEK
    assert begin.isocalendar()[:2] == at.isocalendar()[:2]


def test_a_moment_of_another_zone_counts_where_it_is_in_utc() -> None:
    monday_in_tokyo = datetime(2026, 11, 23, 3, tzinfo=timezone(timedelta(hours=9)))
    assert week(monday_in_tokyo) == datetime(2026, 11, 16, tzinfo=UTC)


@given(MOMENTS, st.integers(1, 60))
def test_a_period_has_its_weeks_and_the_one_before_has_as_many(until: datetime, weeks: int) -> None:
    period = last(weeks, until)
    assert len(period.weeks) in {weeks, weeks - 1}
    assert period.before.until == period.since
    assert len(period.before.weeks) == len(period.weeks)
    assert period.before.since not in period
    assert until not in period
