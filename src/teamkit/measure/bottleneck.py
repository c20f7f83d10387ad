"""The stage on which requests wait longest, where that grew beyond chance."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from statistics import NormalDist

from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.samples import FEW, sample

LEVEL = 0.01
"""How often chance alone may name a bottleneck: where a report is read each week, once in two years."""

type Durations = Sequence[float]


@dataclass(frozen=True)
class Stage:
    """How long requests waited in a stage, in seconds, in a period and in the one before."""

    name: str
    now: Durations
    before: Durations

    @cached_property
    def chance(self) -> float | None:
        """How likely such a growth is where nothing changed; None where there are too few to say so."""
        return None if min(len(self.now), len(self.before)) < FEW else chance_of_growth(self.now, self.before)

    @property
    def p85(self) -> float:
        """The 85th percentile; 0 of nothing."""
        return sample(self.now).p85 or 0

    @property
    def has_grown(self) -> bool:
        """Whether the 85th percentile is above the one before, and waits are longer beyond chance."""
        return self.chance is not None and self.chance < LEVEL and self.p85 > (sample(self.before).p85 or 0)


@dataclass(frozen=True)
class Bottleneck:
    """The stages of a period, in the order in which they follow each other."""

    stages: tuple[Stage, ...]

    @cached_property
    def widest(self) -> Stage | None:
        """The stage with the largest 85th percentile; None where nothing was merged.

        Only that stage is tested, so that several stages are no several chances of a false alarm.
        """
        return max((stage for stage in self.stages if stage.now), key=lambda stage: stage.p85, default=None)

    @property
    def found(self) -> Stage | None:
        """That stage, if it has grown; None where nothing can be said."""
        return self.widest if self.widest and self.widest.has_grown else None

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """That stage; all of them are figures of cycle time."""
        if not self.widest:
            return ()
        now, before = sample(self.widest.now), sample(self.widest.before)
        return (Line(f"longest stage: {self.widest.name}", Unit.SECONDS, now, before),)

    @cached_property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """Each stage with what it was tested for."""
        return tuple(
            {
                "stage": stage.name,
                "n": len(stage.now),
                "n_before": len(stage.before),
                "p85": sample(stage.now).p85,
                "p85_before": sample(stage.before).p85,
                "chance": stage.chance,
                "is_bottleneck": stage is self.found,
            }
            for stage in self.stages
        )

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The bottleneck, if there is one."""
        if not self.found:
            return ()
        return (
            f"{self.found.name} is where requests wait longest, and longer than in the period before: "
            f"chance alone does that less than once in {round(1 / LEVEL)} times",
        )


def bottleneck(stages: Mapping[str, tuple[Durations, Durations]]) -> Bottleneck:
    """What the durations of each stage say, in seconds, of a period and of the one before."""
    return Bottleneck(tuple(Stage(name, now, before) for name, (now, before) in stages.items()))


def chance_of_growth(now: Durations, before: Durations) -> float:
    """The one-sided p-value of the rank-sum test that durations are longer now.

    Mann and Whitney, "On a Test of Whether One of Two Random Variables Is Stochastically Larger than the Other", The
    Annals of Mathematical Statistics 18 (1947); by the normal approximation with corrections for ties and continuity.
    Of five values a side, most of them equal, it may be as little as a third of the exact one.
    """
    total = len(now) + len(before)
    ranks = _ranks((*now, *before))
    excess = sum(ranks[value] for value in now) - len(now) * (total + 1) / 2
    ties = sum(count**3 - count for count in Counter((*now, *before)).values())
    variance = len(now) * len(before) / 12 * (total + 1 - ties / (total * (total - 1)))
    return 1 - NormalDist().cdf((excess - 0.5) / sqrt(variance)) if variance else 1


def _ranks(values: Sequence[float]) -> Mapping[float, float]:
    """The rank of each value, counted from 1; equal ones share the mean of theirs."""
    ranks: dict[float, float] = {}
    below = 0
    for value, count in sorted(Counter(values).items()):
        ranks[value] = below + (count + 1) / 2
        below += count
    return ranks
