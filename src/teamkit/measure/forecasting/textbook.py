"""The method that most tools use, to be compared with: days drawn from the last twelve weeks, without a simulation."""

from math import ceil, sqrt
from statistics import fmean, pstdev

from teamkit.measure.forecasting.days import WEEK, Days
from teamkit.measure.forecasting.distributions import Distribution, added, observed

WEEKS = 12
_PARTS = 1 << 32


def done(days: Days, horizon: int) -> Distribution:
    """How many are done within so many days, each of them as any day of the last twelve weeks.

    Vacanti, "Actionable Agile Metrics for Predictability" (2015), draws 10,000 times what is computed here, to 32
    bits. Numbers more than a standard deviation above the mean are left out, as none is reached with 50 % or more:
    Hotelling and Solomons, "The Limits of a Measure of Skewness" (1932).
    """
    counts = days.counts[-WEEKS * WEEK :]
    most = ceil(horizon * fmean(counts) + sqrt(horizon) * pstdev(counts))
    day, found = observed(counts), Distribution((1,), 1)
    for is_odd in map(int, f"{horizon:b}"):
        both = added((found, 2), (day, is_odd), most=most)
        found = Distribution(tuple(weight * _PARTS // both.whole for weight in both.weights), _PARTS)
    return found
