"""How often users get something new.

DORA, https://dora.dev/guides/dora-metrics/; the words for it are those of Google's Four Keys,
https://github.com/dora-team/fourkeys/blob/main/METRICS.md.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from teamkit.measure.delivery import Delivery, caveats, labelled
from teamkit.measure.facts import Deployment
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.periods import WEEK, Period, week
from teamkit.measure.samples import Count, sample

_QUARTER = 13
_DAY = timedelta(days=1)


class Often(StrEnum):
    """The four words of Four Keys."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


@dataclass(frozen=True)
class Frequency:
    """The deployments to each environment, each commit once, and the period that is asked about."""

    deliveries: tuple[Delivery, ...]
    period: Period

    @property
    def lines(self) -> tuple[Line, ...]:
        """Of each environment how many, how many a week, weeks without one included, and how far apart."""
        return tuple(line for delivery in self.deliveries for line in self._lines(delivery))

    def _lines(self, delivery: Delivery) -> Iterator[Line]:
        periods = self.period, self.period.before
        weekly = (sample(weekly_counts(delivery, each).values()) for each in periods)
        apart = (sample(days_apart(delivery, each)) for each in periods)
        total = (Count(len(delivery.within(each))) for each in periods)
        yield Line(labelled("deployments a week", delivery, self.deliveries), Unit.COUNT, *weekly)
        yield Line(labelled("days between deployments", delivery, self.deliveries), Unit.DAYS, *apart)
        yield Line(labelled("deployments", delivery, self.deliveries), Unit.COUNT, *total)

    @property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """Each deployment of the period."""
        return tuple(_record(each) for delivery in self.deliveries for each in delivery.within(self.period))

    @property
    def notes(self) -> tuple[str, ...]:
        """The word for each environment, and what to know of its deployments."""
        words = ((each.environment, often(each, self.period.until)) for each in self.deliveries)
        said = (f"{environment} is deployed {word}, in the words of Four Keys" for environment, word in words if word)
        return (*said, *caveats(self.deliveries, self.period))


def weekly_counts(delivery: Delivery, period: Period) -> Mapping[datetime, int]:
    """How many deployments each week of a period had that is over, by its Monday; those without one have none."""
    counts = Counter(week(each.at) for each in delivery.deployments)
    return {monday: counts[monday] for monday in period.finished}


def days_apart(delivery: Delivery, period: Period) -> tuple[float, ...]:
    """How many days passed before each deployment of a period since the one before it, which may be older."""
    pairs = pairwise(each.at for each in delivery.deployments)
    return tuple((later - earlier) / _DAY for earlier, later in pairs if later in period)


def often(delivery: Delivery, until: datetime) -> Often | None:
    """How often an environment is deployed, in the three months of whole weeks before an instant.

    As Four Keys has it: daily where the median week has deployments on three days or more, weekly where most weeks have
    one, monthly where most weeks lie in a month that has one. Weeks before the first known deployment do not count;
    where there is no week left, nobody can say.
    """
    days = _days(delivery, until)
    if not days:
        return None
    weekly = {monday: min(number, 1) for monday, number in days.items()}
    monthly: Counter[str] = Counter()
    for monday, number in weekly.items():
        monthly[_month(monday)] += number
    if median(days.values()) >= 3:
        return Often.DAILY
    if median(weekly.values()) >= 1:
        return Often.WEEKLY
    return Often.MONTHLY if median(monthly[_month(monday)] for monday in days) >= 1 else Often.YEARLY


def _days(delivery: Delivery, until: datetime) -> Mapping[datetime, int]:
    """On how many days each of the weeks had a deployment."""
    end, begin = week(until), week(delivery.deployments[0].at)
    days = Counter(week(day) for day in {_midnight(each.at) for each in delivery.deployments})
    return {monday: days[monday] for monday in Period(end - _QUARTER * WEEK, end).weeks if monday >= begin}


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _month(monday: datetime) -> str:
    return f"{monday:%Y-%m}"


def _record(deployment: Deployment) -> Mapping[str, Scalar]:
    return {
        "name": deployment.name,
        "url": deployment.url,
        "environment": deployment.environment,
        "commit": deployment.commit,
        "deployed": deployment.at,
    }
