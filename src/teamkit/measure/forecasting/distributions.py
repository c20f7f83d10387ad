"""How likely each whole number is, in exact parts of a whole."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import prod

from teamkit.measure.forecasting.packing import packed, unpacked, width


@dataclass(frozen=True)
class Distribution:
    """`weights[number]` of `whole` for each number from 0; what the whole has beside them lies above them all."""

    weights: tuple[int, ...]
    whole: int

    def at_least(self, percent: int) -> int:
        """The largest number that is reached or passed with so many per cent."""
        return bisect_right(self._cumulated, self.whole * (100 - percent) // 100)

    def at_most(self, percent: int) -> int | None:
        """The smallest number that is not passed with so many per cent; None where none of them is enough."""
        number = bisect_left(self._cumulated, -(-self.whole * percent // 100))
        return number if number < len(self.weights) else None

    @property
    def rising(self) -> tuple[float, ...]:
        """The chance of each number or less."""
        return tuple(each / self.whole for each in self._cumulated)

    @property
    def falling(self) -> tuple[float, ...]:
        """The chance of each number or more."""
        return tuple((self.whole - below) / self.whole for below in (0, *self._cumulated[:-1]))

    @cached_property
    def _cumulated(self) -> tuple[int, ...]:
        return tuple(accumulate(self.weights))


def observed(values: Iterable[int]) -> Distribution:
    """What was seen, each time as likely as any other."""
    found = Counter(values)
    return Distribution(tuple(found[number] for number in range(max(found) + 1)), found.total())


def added(*draws: tuple[Distribution, int], most: int | None = None) -> Distribution:
    """The sum of so many draws from each distribution, each independent of the others: their convolution.

    What is above `most` is left out.
    """
    drawn = [(each, times) for each, times in draws if times]
    whole = prod(each.whole**times for each, times in drawn)
    size = width(whole)
    product = prod(packed(each.weights, size) ** times for each, times in drawn)
    kept = product if most is None else product & ((1 << 8 * size * (most + 1)) - 1)
    return Distribution(tuple(unpacked(kept, size)), whole)
