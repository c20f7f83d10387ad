"""Which charts show cycle time."""

from collections.abc import Sequence

from teamkit.lifecycle.reporting.translating import begun, numbered
from teamkit.lifecycle.reporting.weekly import by_week
from teamkit.measure.cycle_time import STAGES, Cycle, CycleTime
from teamkit.measure.periods import Period
from teamkit.measure.samples import FEW, sample
from teamkit.publish.charts import model
from teamkit.publish.charts.model import Chart
from teamkit.publish.charts.scales import LOG
from teamkit.publish.charts.units import Unit, shown


def charts(result: CycleTime, period: Period, sign: str) -> tuple[Chart, ...]:
    """Each request, how many took how long, and what the time was made of, week by week."""
    return _times(result, period, sign), _classes(result, period), _stages(result, period)


def _times(result: CycleTime, period: Period, sign: str) -> Chart:
    now, before = (sample(_took(result, each)) for each in (period, period.before))
    dots = tuple(
        model.Dot(numbered(cycle.request, sign), cycle.merged, took)
        for cycle, took in zip(result.within(period), _took(result, period), strict=True)
    )
    title, about = "Cycle time of each request", f"From the first commit to the end, by the day of the merge, {LOG}"
    ends, levels = (period.since, period.until), (now.median, now.p85, before.median)
    return model.Scatter("cycle-times", title, about, *ends, dots, *levels)


def _classes(result: CycleTime, period: Period) -> Chart:
    took = _took(result, period)
    now, about = sample(took), f"How many took how long, {LOG}"
    return model.Histogram("cycle-classes", "Requests by cycle time", about, took, now.median, now.p85)


def _stages(result: CycleTime, period: Period) -> Chart:
    weeks = by_week(((cycle.merged, cycle) for cycle in result.within(period)), period)
    staged = tuple(
        model.Staged(
            monday,
            tuple(_mean([stage(each).total_seconds() for each in several]) for stage in STAGES.values()),
            len(several),
            is_few=len(several) < FEW,
        )
        for monday, several in weeks.items()
    )
    about = "Mean time in each stage, by the week of the merge"
    return model.Stages("stages", _longest(result.within(period)), about, (*STAGES,), staged)


def _longest(cycles: Sequence[Cycle]) -> str:
    """The stage that takes the largest part of all cycles, where they are enough to say so."""
    whole = sum(cycle.whole.total_seconds() for cycle in cycles)
    if len(cycles) < FEW or not whole:
        return "What cycle time is made of"
    parts = {name: sum(stage(cycle).total_seconds() for cycle in cycles) / whole for name, stage in STAGES.items()}
    name = max(parts, key=lambda name: parts[name])
    return f"{begun(name)} takes the largest part of cycle time: {shown(parts[name], Unit.SHARE)}"


def _took(result: CycleTime, period: Period) -> tuple[float, ...]:
    return tuple(cycle.whole.total_seconds() for cycle in result.within(period))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0
