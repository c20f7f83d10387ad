"""What is to come as stretches of what was, each weekday in its place: for histories of half a year and more."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from teamkit.measure.forecasting.days import WEEK
from teamkit.measure.forecasting.distributions import Distribution, added, observed
from teamkit.measure.forecasting.process import LIMIT

PART = 5
"""A stretch is a fifth of the history: shorter ones lose how busy times go on, and of longer ones there are too few."""


class Stretches:
    """The circular block bootstrap: Politis and Romano in "Exploring the Limits of Bootstrap" (1992).

    The history is closed to a circle, a stretch begins in any of its weeks, and the next stretch in any again.
    """

    def __init__(self, done: Sequence[int], opened: Sequence[int]) -> None:
        """Close both series, which have the same days, whole weeks of them."""
        self._length = len(done) // WEEK // PART * WEEK
        self._begins = range(0, len(done), WEEK)
        self._done, self._opened = (self._closed(each) for each in (done, opened))

    def _closed(self, counts: Sequence[int]) -> list[int]:
        """How many there are until each day, a stretch beyond the circle."""
        return [0, *accumulate((*counts, *counts[: self._length]))]

    def done(self, days: int) -> Distribution:
        """How many are done within so many days."""
        whole, rest = divmod(days, self._length)
        return added((self._within(self._length), whole), (self._within(rest), 1))

    def _within(self, days: int) -> Distribution:
        """How many are done in so many days of a stretch."""
        return observed(self._done[day + days] - self._done[day] for day in self._begins)

    def wait(self, number: int) -> Distribution:
        """On which day so many are done, and all that came in the meantime: stretch by stretch, until none is left."""
        peaks = [([*accumulate(path, max)], path[-1]) for path in map(self._left, self._begins)]
        stretches = -(-LIMIT // self._length)
        whole = len(peaks) ** stretches
        wanted = Counter({number: whole})
        weights = [0]
        for _ in range(stretches):
            arrived = [0] * self._length
            after: Counter[int] = Counter()
            for left, weight in wanted.items():
                share = weight // len(peaks)
                for peak, end in peaks:
                    day = bisect_left(peak, left)
                    if day < self._length:
                        arrived[day] += share
                    else:
                        after[left - end] += share
            weights += arrived
            wanted = after
        return Distribution(tuple(weights[: LIMIT + 1]), whole)

    def _left(self, begin: int) -> list[int]:
        """By how many there is less after each day of a stretch."""
        ends = range(begin + 1, begin + 1 + self._length)
        start = self._done[begin] - self._opened[begin]
        return [self._done[day] - self._opened[day] - start for day in ends]
