"""How often forecasts would have come true, had they been made all along."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from teamkit.findings import Unseen
from teamkit.measure.forecasting import textbook
from teamkit.measure.forecasting.choosing import FEWEST, process
from teamkit.measure.forecasting.days import WEEK, Days
from teamkit.measure.forecasting.distributions import Distribution
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.samples import Share

LEVELS = (85, 50, 95)
NOMINAL = tuple(range(5, 100, 5))
ENOUGH = 12
"""With fewer horizons that do not overlap, a share of forecasts that came true is chance."""
WINDOW = 260 * WEEK
"""So many days are tested, or enough horizons: forecasts of more than five years ago tell of another team."""

type Promises = Mapping[int, int]
"""At least so many, by the per cent with which it was said."""


@dataclass(frozen=True)
class Origin:
    """A forecast that would have been made on the morning of a day, the textbook's, and what came."""

    day: date
    came: int
    ours: Promises
    textbooks: Promises


@dataclass(frozen=True)
class Backtest:
    """Forecasts of how many are done within `horizon` days, each from what was known then; the oldest first."""

    horizon: int
    origins: tuple[Origin, ...]

    def true(self, percent: int) -> Share:
        """The forecasts with so many per cent that came true: at least so many were done as they said."""
        return Share(sum(each.came >= each.ours[percent] for each in self.origins), len(self.origins))

    @property
    def loss(self) -> float:
        """Pinball loss: Koenker and Bassett, "Regression Quantiles" (1978), summed over 50, 85 and 95 % and origins."""
        return sum(pinball(each.ours, each.came) for each in self.origins)

    @property
    def textbooks_loss(self) -> float:
        """The same loss of the textbook's forecasts."""
        return sum(pinball(each.textbooks, each.came) for each in self.origins)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The share that came true of each kind of forecast."""
        return tuple(
            Line(f"forecasts with {percent} % that came true", Unit.SHARE, self.true(percent)) for percent in LEVELS
        )

    @property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """Calibration: for each share that was promised the one that came true."""
        return tuple(
            {"promised": percent / 100, "came_true": self.true(percent).value, "n": len(self.origins)}
            for percent in NOMINAL
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What was tested, and how it does beside the textbook."""
        first, last = self.origins[0].day, self.origins[-1].day
        tested = f"tested on {len(self.origins)} forecasts for {self.horizon} days, made from {first} to {last}"
        if not self.textbooks_loss:
            return (tested,)
        ratio = self.loss / self.textbooks_loss
        return (f"{tested}; pinball loss {ratio:.2f} of that of days drawn from the last {textbook.WEEKS} weeks",)


def backtest(done: Days, horizon: int) -> Backtest | Unseen:
    """Test forecasts for so many days on the last five years; at least each week, or four times in a horizon."""
    step = max(1, horizon // (4 * WEEK)) * WEEK
    origins = tuple(_origins(done, horizon, step))
    if len(origins) * step < ENOUGH * horizon:
        first = done.end + timedelta(days=ENOUGH * horizon - len(origins) * step)
        why = f"there are too few forecasts to test: fewer than {ENOUGH} times {horizon} days of history"
        return Unseen(why, f"ask for a nearer date, or again on {first}")
    return Backtest(horizon, origins)


def _origins(done: Days, horizon: int, step: int) -> Iterator[Origin]:
    newest = len(done.counts) - horizon
    oldest = max(FEWEST * WEEK, newest - max(WINDOW, ENOUGH * horizon))
    for number in range(newest - (newest - oldest) // step * step, newest + 1, step):
        known = done.until(number)
        continued = process(known)
        if not isinstance(continued, Unseen):
            came = sum(done.counts[number : number + horizon])
            ours = _promises(continued.done(horizon), NOMINAL)
            yield Origin(known.end, came, ours, _promises(textbook.done(known, horizon), LEVELS))


def _promises(distribution: Distribution, levels: Iterable[int]) -> Promises:
    return {percent: distribution.at_least(percent) for percent in levels}


def pinball(promises: Promises, came: int) -> float:
    """What promises cost: those that were kept by how little one was sure, those that were broken by how much."""
    return sum(_cost(percent, came - promises[percent]) for percent in LEVELS)


def _cost(percent: int, over: int) -> float:
    return over * (100 - percent) / 100 if over > 0 else -over * percent / 100
