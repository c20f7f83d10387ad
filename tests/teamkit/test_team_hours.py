"""Working hours are counted on a person's own clock: over weekends, holidays, absences and changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teamkit.team.hours import worked
from teamkit.team.model import Absence, User, Weekday, WorkingHours

OFFICE = WorkingHours()
HOUR = timedelta(hours=1)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia")
DAYS = get_args(Weekday)


def someone(zone: str = "UTC", *away: Absence) -> User:
    return User(name="Ada", timezone=zone, away=away)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2026-01-05T09:00", "2026-01-05T17:00", 8),  # a Monday
        ("2026-01-05T07:00", "2026-01-05T10:30", 1.5),
        ("2026-01-05T16:00", "2026-01-06T10:00", 2),
        ("2026-01-09T16:00", "2026-01-12T10:00", 2),  # over a weekend
        ("2026-01-10T09:00", "2026-01-11T20:00", 0),  # on a weekend
        ("2026-01-05T17:00", "2026-01-06T09:00", 0),  # at night
        ("2026-01-05T12:00", "2026-01-05T12:00", 0),
        ("2026-01-06T12:00", "2026-01-05T12:00", 0),  # what has not begun
    ],
)
def test_only_the_hours_of_working_days_count(since: str, until: str, hours: float) -> None:
    assert worked(OFFICE, someone(), at(since), at(until)) == hours * HOUR


@pytest.mark.parametrize(("zone", "hours"), [("UTC", 3), ("Europe/Berlin", 4), ("America/New_York", 0)])
def test_the_clock_is_the_persons_own(zone: str, hours: int) -> None:
    assert worked(OFFICE, someone(zone), at("2026-01-05T05:00"), at("2026-01-05T12:00")) == hours * HOUR


def test_the_working_day_is_that_of_the_persons_calendar() -> None:
    """When it is still Friday in UTC, it is Saturday in Auckland."""
    auckland = someone("Pacific/Auckland")
    assert worked(OFFICE, auckland, at("2026-01-09T20:00"), at("2026-01-10T04:00")) == timedelta()
    assert worked(OFFICE, auckland, at("2026-01-11T20:00"), at("2026-01-12T04:00")) == 8 * HOUR


def test_holidays_and_absences_do_not_count() -> None:
    hours = WorkingHours(holidays=(date(2026, 1, 6),))
    away = Absence(first=date(2026, 1, 7), last=date(2026, 1, 8))
    assert worked(hours, someone("UTC", away), at("2026-01-05T00:00"), at("2026-01-10T00:00")) == 16 * HOUR


@pytest.mark.parametrize(
    ("zone", "night", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", 7),  # the clock is put forward
        ("Europe/Berlin", "2026-10-25", 9),  # and back
        ("Australia/Lord_Howe", "2026-04-05", 8.5),  # by half an hour
    ],
)
def test_a_night_in_which_the_clock_changes_is_as_long_as_it_is(zone: str, night: str, hours: float) -> None:
    nights = WorkingHours(first=time(22), last=time(6), days=DAYS)
    end = datetime.fromisoformat(f"{night}T06:00").replace(tzinfo=someone(zone).zone).astimezone(UTC)
    assert worked(nights, someone(zone), end - 10 * HOUR, end) == hours * HOUR


def test_the_same_time_twice_is_the_whole_day() -> None:
    always = WorkingHours(first=time(0), last=time(0), days=DAYS)
    assert worked(always, someone(), at("2026-01-05T03:00"), at("2026-01-08T04:30")) == 73.5 * HOUR


# ── Properties ──────────────────────────────────────────────────────────────────────────────────

START = at("2026-03-25T00:00")  # before the clocks change in Europe, and in the south
quarters = st.sampled_from([time(hour, quarter) for hour in range(4, 24) for quarter in (0, 15, 30, 45)])
dates = st.integers(0, 13).map(lambda day: (START + timedelta(days=day)).date())
calendars = st.builds(
    WorkingHours,
    first=quarters,
    last=quarters,
    days=st.lists(st.sampled_from(DAYS), unique=True).map(tuple),
    holidays=st.lists(dates, max_size=2).map(tuple),
)
absences = st.lists(st.builds(lambda day: Absence(first=day, last=day + timedelta(days=2)), dates), max_size=2)
people = st.builds(lambda zone, away: someone(zone, *away), st.sampled_from(ZONES), absences)
instants = st.integers(0, 14 * 1440).map(lambda minute: START + timedelta(minutes=minute))


@settings(max_examples=200)
@given(calendars, people, st.lists(instants, min_size=3, max_size=3).map(sorted))
def test_time_adds_up_and_is_never_negative(hours: WorkingHours, user: User, several: list[datetime]) -> None:
    first, middle, last = several
    parts = worked(hours, user, first, middle), worked(hours, user, middle, last)
    assert min(parts) >= timedelta()
    assert sum(parts, timedelta()) == worked(hours, user, first, last) <= last - first
    assert worked(hours, user, last, first) == timedelta()


def is_at_work(hours: WorkingHours, user: User, minute: datetime) -> bool:
    """Whether the person's clock shows a working time."""
    here = minute.astimezone(user.zone)
    is_late = here.time() >= hours.first
    if hours.first < hours.last:
        day, shows = here.date(), is_late and here.time() < hours.last
    else:
        day, shows = here.date() - timedelta(days=not is_late), is_late or here.time() < hours.last
    return shows and DAYS[day.weekday()] in hours.days and day not in hours.holidays and not user.is_away(day)


@settings(max_examples=60, deadline=None)
@given(calendars, people, instants, st.integers(0, 6 * 1440))
def test_it_is_what_counting_minute_by_minute_gives(
    hours: WorkingHours, user: User, since: datetime, length: int
) -> None:
    minutes = sum(is_at_work(hours, user, since + timedelta(minutes=minute)) for minute in range(length))
    assert worked(hours, user, since, since + timedelta(minutes=length)) == timedelta(minutes=minutes)
