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
        """Lay out every stretch of both series, which have the same days, whole weeks of them."""
        self._length = len(done) // WEEK // PART * WEEK
        self._done = self._laid(done)
        growth = self._laid(opened)
        self._left = [
            [mine - theirs for mine, theirs in zip(*pair, strict=True)] for pair in zip(self._done, growth, strict=True)
        ]

    def _laid(self, counts: Sequence[int]) -> list[list[int]]:
        """For every beginning, how many there are after each day."""
        circle = (*counts, *counts[: self._length])
        return [[*accumulate(circle[day : day + self._length])] for day in range(0, len(counts), WEEK)]

    def done(self, days: int) -> Distribution:
        """How many are done within so many days."""
        whole, rest = divmod(days, self._length)
        ends = observed(path[-1] for path in self._done)
        return added((ends, whole), *([(observed(path[rest - 1] for path in self._done), 1)] if rest else []))

    def wait(self, number: int) -> Distribution:
        """On which day so many are done, and all that came in the meantime: stretch by stretch, until none is left."""
        peaks = [([*accumulate(path, max)], path[-1]) for path in self._left]
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
