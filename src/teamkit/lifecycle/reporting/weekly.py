"""What was measured, week by week."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from teamkit.measure.periods import Period, week
from teamkit.measure.samples import Sample, sample


def by_week[T](dated: Iterable[tuple[datetime, T]], period: Period) -> Mapping[datetime, list[T]]:
    """What belongs to each week of a period, by its Monday; to some weeks nothing does."""
    found: dict[datetime, list[T]] = {monday: [] for monday in period.weeks}
    for at, value in dated:
        if at in period:
            found[week(at)].append(value)
    return found


def samples(dated: Iterable[tuple[datetime, float]], period: Period) -> Mapping[datetime, Sample]:
    """What the values of each week say."""
    return {monday: sample(values) for monday, values in by_week(dated, period).items()}


def is_running(monday: datetime, period: Period) -> bool:
    """Whether a week is not over at the end of a period."""
    return monday not in period.finished
