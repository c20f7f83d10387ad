"""What is to come as weeks drawn from an urn of those that were: for histories that are short."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import comb, lcm

from teamkit.measure.forecasting.days import WEEK
from teamkit.measure.forecasting.distributions import Distribution
from teamkit.measure.forecasting.packing import unpacked, width
from teamkit.measure.forecasting.process import LIMIT


class Urn:
    """The Bayesian bootstrap of weeks: Rubin, Annals of Statistics 9 (1981), with its weights integrated out.

    That is Pólya's urn: each week that was drawn goes back with another of its kind. Any selection of weeks is as
    likely as any other then, so that selections are counted by their sum, and none has to be drawn.
    """

    def __init__(self, done: Sequence[int]) -> None:
        """Lay out the weeks by how many are done after none, one, and up to all of their days."""
        self._weeks = [[0, *accumulate(done[day : day + WEEK])] for day in range(0, len(done), WEEK)]

    def done(self, days: int) -> Distribution:
        """How many are done within so many days."""
        weeks, rest = divmod(days, WEEK)
        whole = self._selections(weeks)
        size = width(whole)
        *_, sums = self._sums(weeks, size)
        return Distribution(tuple(unpacked(self._begun(sums, rest, size), size)), whole)

    def wait(self, number: int) -> Distribution:
        """On which day so many are done: the first one after which no selection is below it."""
        weeks = LIMIT // WEEK
        size = width(self._selections(weeks))
        whole = lcm(*(self._selections(each) for each in range(weeks)))
        below = (1 << 8 * size * number) - 1
        reached = [0]
        for each, sums in enumerate(self._sums(weeks - 1, size)):
            share = whole // self._selections(each)
            for day in range(1, WEEK + 1):
                short = sum(unpacked(self._begun(sums, day, size) & below, size))
                reached.append(whole - short * share)
        return Distribution((0, *(now - before for before, now in pairwise(reached))), whole)

    def _selections(self, weeks: int) -> int:
        """How many ways there are to draw one week, of which some days count, and so many whole ones."""
        return len(self._weeks) * comb(len(self._weeks) + weeks, weeks)

    def _begun(self, sums: Sequence[int], days: int, size: int) -> int:
        """Selections by their sum, with so many days of the week that was drawn first."""
        return sum(each << 8 * size * week[days] for week, each in zip(self._weeks, sums, strict=True))

    def _sums(self, weeks: int, size: int) -> Iterator[list[int]]:
        """For no whole week, one, and up to so many: by the week that was drawn first, selections by their sum."""
        selections = [1] + [0] * weeks
        for *_, week in self._weeks:
            for number in range(1, weeks + 1):
                selections[number] += selections[number - 1] << 8 * size * week
        sums = [0] * len(self._weeks)
        for selection in selections:
            sums = [selection + (each << 8 * size * week) for (*_, week), each in zip(self._weeks, sums, strict=True)]
            yield sums
