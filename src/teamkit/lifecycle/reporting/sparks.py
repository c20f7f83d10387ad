"""The line of a figure from week to week, for the head of the page."""

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch

from teamkit.lifecycle.reporting.weekly import samples
from teamkit.measure.churn import Churn
from teamkit.measure.cycle_time import CycleTime
from teamkit.measure.deployments import Frequency, weekly_counts
from teamkit.measure.periods import Period
from teamkit.measure.recovery import Recovery
from teamkit.measure.reviews import Reviews
from teamkit.measure.throughput import Throughput

type Weeks = tuple[float | None, ...]


@singledispatch
def spark(result: object, period: Period) -> Weeks:
    """One value a week, None for a week without one; nothing for what has no such line."""
    del result, period
    return ()


@spark.register
def _(result: CycleTime, period: Period) -> Weeks:
    return _medians(((each.merged, each.whole.total_seconds()) for each in result.cycles), period)


@spark.register
def _(result: Reviews, period: Period) -> Weeks:
    return _medians(((each.ready, each.waited.total_seconds()) for each in result.waits if each.responses), period)


@spark.register
def _(result: Frequency, period: Period) -> Weeks:
    return tuple(weekly_counts(result.deliveries[0], period).values()) if result.deliveries else ()


@spark.register
def _(result: Churn, period: Period) -> Weeks:
    del period
    return tuple(each.share().value for each in result.weeks if each.is_mature())


@spark.register
def _(result: Recovery, period: Period) -> Weeks:
    over = [each for each in result.incidents if each.is_over(period)]
    return _medians(
        ((each.incident.ended, each.seconds) for each in over if each.incident.ended and each.seconds), period
    )


@spark.register
def _(result: Throughput, period: Period) -> Weeks:
    return tuple(result.by_week(period).values())


def _medians(dated: Iterable[tuple[datetime, float]], period: Period) -> Weeks:
    return tuple(each.median for each in samples(dated, period).values())
