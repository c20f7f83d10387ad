"""What a handful of values says: how many they are, their median and 85th percentile, or a share of a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

FEW = 5
"""Below so many values a figure is chance, and is shown as such."""


@dataclass(frozen=True)
class Sample:
    """`n` values, by their median and 85th percentile; both are None where there is no value."""

    n: int
    median: float | None
    p85: float | None

    @property
    def is_few(self) -> bool:
        """Whether these are too few to say anything."""
        return self.n < FEW


@dataclass(frozen=True)
class Mean:
    """The mean of `n` values; None of none. It is for figures that are one by their name."""

    n: int
    value: float | None

    @property
    def is_few(self) -> bool:
        """Whether these are too few to say anything."""
        return self.n < FEW


@dataclass(frozen=True)
class Share:
    """A part of `n`."""

    part: float
    n: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.n if self.n else None

    @property
    def is_few(self) -> bool:
        """Whether the whole is too small to say anything."""
        return self.n < FEW


@dataclass(frozen=True)
class Count:
    """A number of things."""

    n: int


def sample(values: Iterable[float]) -> Sample:
    """What values say, in their own unit."""
    ordered = sorted(values)
    return Sample(len(ordered), percentile(ordered, 0.5), percentile(ordered, 0.85))


def mean(values: Iterable[float]) -> Mean:
    """The mean of values, in their own unit."""
    listed = list(values)
    return Mean(len(listed), fmean(listed) if listed else None)


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The value below which a share of ordered values lies, between two of them by proportion; None of none.

    Definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996).
    """
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    return ordered[low] + (place - low) * (ordered[min(low + 1, len(ordered) - 1)] - ordered[low])


def gini(values: Iterable[float]) -> float | None:
    """How unequally something is spread, from 0 (all have the same) towards 1 (one has all); None of nothing.

    Half of the mean difference of all pairs, in proportion to the mean: Gini, "Variabilità e mutabilità" (1912).
    """
    ordered = sorted(values)
    total = sum(ordered)
    if not total:
        return None
    gaps = (
        (high - low) * (below + 1) * (len(ordered) - below - 1) for below, (low, high) in enumerate(pairwise(ordered))
    )
    return sum(gaps) / (len(ordered) * total)
