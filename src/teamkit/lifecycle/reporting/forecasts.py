"""Which charts show a forecast."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import accumulate

from teamkit.measure.forecasting.answers import HowMany
from teamkit.measure.forecasting.backtest import LEVELS, Backtest
from teamkit.measure.samples import Share
from teamkit.publish.charts import model
from teamkit.publish.charts.model import Chart
from teamkit.publish.charts.units import Unit, shown

_DAY = timedelta(days=1)
_BEHIND = timedelta(weeks=12)
_CHANCES = (95, 85, 50, 15, 5)


def charts(result: HowMany) -> Iterator[Chart]:
    """What is to come, and where it could be tested, how often such forecasts came true."""
    yield _fan(result)
    if isinstance(result.tested, Backtest):
        yield _calibration(result.tested)


def _fan(result: HowMany) -> Chart:
    behind = result.done.counts[-(_BEHIND // _DAY) :]
    begin = datetime.combine(result.first, time(), UTC) - _DAY * len(behind)
    reached = tuple(model.Reached(begin + _DAY * day, count) for day, count in enumerate((0, *accumulate(behind))))
    ahead = tuple(
        model.Ahead(reached[-1].at + _DAY * day, tuple(float(spread.at_least(each)) for each in _CHANCES))
        for day, spread in enumerate(result.fan, start=1)
    )
    about = "In the last twelve weeks, and how many more are to be expected, with which chance"
    chances = tuple(each / 100 for each in _CHANCES)
    return model.Forecast("fan", "What was done, and what will be", about, reached, chances, ahead)


def _calibration(tested: Backtest) -> Chart:
    shares = {percent: tested.true(percent) for percent in sorted(LEVELS)}
    kept = tuple(
        model.Kept(percent / 100, share.value or 0, share.n, share.is_few) for percent, share in shares.items()
    )
    about = "Share of such forecasts, had they been made all along, that came true, against what they promised"
    return model.Calibration("calibration", _came_true(shares[LEVELS[0]]), about, kept)


def _came_true(share: Share) -> str:
    if share.is_few:
        return "How forecasts come true"
    return f"{shown(share.value, Unit.SHARE)} of the forecasts that were {LEVELS[0]} % sure came true"
