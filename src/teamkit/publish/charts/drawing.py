"""Which chart draws which data."""

from collections.abc import Callable
from typing import Any

from teamkit.publish.charts import model
from teamkit.publish.charts.ageing import ageing
from teamkit.publish.charts.bars import bars
from teamkit.publish.charts.calibration import calibration
from teamkit.publish.charts.flow import flow
from teamkit.publish.charts.forecast import forecast
from teamkit.publish.charts.frame import Drawn
from teamkit.publish.charts.histogram import histogram
from teamkit.publish.charts.load import load
from teamkit.publish.charts.recovery import recovery
from teamkit.publish.charts.scatter import scatter
from teamkit.publish.charts.stages import stages
from teamkit.publish.charts.timeline import timeline
from teamkit.publish.charts.trend import trend

_DRAWERS: dict[type[model.Chart], Callable[[Any], Drawn]] = {
    model.Ageing: ageing,
    model.Bars: bars,
    model.Calibration: calibration,
    model.Flow: flow,
    model.Forecast: forecast,
    model.Histogram: histogram,
    model.Load: load,
    model.Recovery: recovery,
    model.Scatter: scatter,
    model.Stages: stages,
    model.Timeline: timeline,
    model.Trend: trend,
}


def draw(chart: model.Chart) -> Drawn:
    """The chart of some data."""
    return _DRAWERS[type(chart)](chart)
