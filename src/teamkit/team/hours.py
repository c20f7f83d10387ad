"""How much of a person's working time lies between two instants."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

from teamkit.team.model import User, Weekday, WorkingHours

DAY = timedelta(days=1)
_NAMES = get_args(Weekday)


def worked(hours: WorkingHours, user: User, since: datetime, until: datetime) -> timedelta:
    """The working time from one instant to a later one by the person's own clock, without holidays and absences.

    Hours that end at or before the time at which they begin reach into the next day. Where the clock is put forward or
    back within them, the time that really passes counts.
    """
    day = since.astimezone(user.zone).date() - DAY
    last = until.astimezone(user.zone).date()
    total = timedelta()
    while day <= last:
        if _works(hours, user, day):
            begin, end = _shift(hours, user, day)
            total += max(min(end, until) - max(begin, since), timedelta())
        day += DAY
    return total


def _works(hours: WorkingHours, user: User, day: date) -> bool:
    return _NAMES[day.weekday()] in hours.days and day not in hours.holidays and not user.is_away(day)


def _shift(hours: WorkingHours, user: User, day: date) -> tuple[datetime, datetime]:
    """When the work of a day begins and ends, in UTC."""
    ending = day if hours.first < hours.last else day + DAY
    begin = datetime.combine(day, hours.first, user.zone)
    return begin.astimezone(UTC), datetime.combine(ending, hours.last, user.zone).astimezone(UTC)
