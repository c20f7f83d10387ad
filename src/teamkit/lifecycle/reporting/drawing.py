"""Which charts show what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import singledispatch

from teamkit.findings import Unseen
from teamkit.lifecycle.measuring.scene import Scene
from teamkit.lifecycle.reporting import cycles, forecasts
from teamkit.lifecycle.reporting.translating import numbered
from teamkit.lifecycle.reporting.weekly import by_week, is_running, samples
from teamkit.measure.ageing import Ageing
from teamkit.measure.churn import DAYS, Churn
from teamkit.measure.cycle_time import CycleTime
from teamkit.measure.deployments import Frequency
from teamkit.measure.facts import Deployment
from teamkit.measure.failures import Failures
from teamkit.measure.flow import Flow
from teamkit.measure.forecasting.answers import HowMany
from teamkit.measure.lead_time import LeadTime
from teamkit.measure.load import Load
from teamkit.measure.model import Measured
from teamkit.measure.periods import Period
from teamkit.measure.recovery import Recovery
from teamkit.measure.reviews import Reviews
from teamkit.measure.samples import Sample, Share, sample
from teamkit.measure.throughput import Throughput
from teamkit.measure.work import Work
from teamkit.publish.charts import model
from teamkit.publish.charts.model import Chart, Item
from teamkit.publish.charts.scales import LOG
from teamkit.publish.charts.units import Unit

_DAY = timedelta(days=1)
_LATELY = timedelta(weeks=8)


@dataclass(frozen=True)
class Context:
    """Of what the charts are: the scene, what else was measured there, and the sign before a request's number."""

    scene: Scene
    results: Mapping[str, Measured | Unseen]
    sign: str

    @property
    def period(self) -> Period:
        """The time that they show."""
        return self.scene.period


@singledispatch
def charts(result: object, context: Context) -> tuple[Chart, ...]:
    """The charts of a result; of some there are none."""
    del result, context
    return ()


@charts.register
def _(result: CycleTime, context: Context) -> tuple[Chart, ...]:
    return cycles.charts(result, context.period, context.sign)


@charts.register
def _(result: LeadTime, context: Context) -> tuple[Chart, ...]:
    dated = ((each.deployment.at, each.lead.total_seconds()) for each in result.within(context.period))
    before = sample(each.lead.total_seconds() for each in result.within(context.period.before))
    weeks = samples(dated, context.period)
    spreads = tuple(model.Spread(week, one.n, one.median, one.p85, one.is_few) for week, one in weeks.items())
    about = f"Median and 85th percentile, by the week of the deployment, {LOG}"
    return (model.Trend("lead-times", "From a commit to its deployment", about, spreads, before.median),)


@charts.register
def _(result: Frequency, context: Context) -> tuple[Chart, ...]:
    failures = context.results.get("failures")
    outcomes = failures.outcomes if isinstance(failures, Failures) else ()
    failed = {outcome.deployment for outcome in outcomes if outcome.incidents}
    deployed = tuple(
        model.Deployed(_deployment(each), each.at, each.environment, each in failed)
        for delivery in result.deliveries
        for each in delivery.within(context.period)
    )
    if not deployed:
        return ()
    period = context.period
    about = "By environment, where known with those that brought an incident"
    return (model.Timeline("deployed", "Each deployment", about, period.since, period.until, deployed),)


@charts.register
def _(result: Recovery, context: Context) -> tuple[Chart, ...]:
    until = context.period.until
    incidents = tuple(
        model.Outage(
            Item(each.incident.name, each.incident.title, each.incident.url),
            each.incident.started,
            ((each.incident.ended or until) - each.incident.started).total_seconds(),
            is_over=each.incident.ended is not None,
        )
        for each in result.incidents
        if not each.incident.is_dismissed and each.incident.started in context.period
    )
    if not incidents:
        return ()
    median = sample(each.seconds for each in incidents if each.is_over).median
    about = f"From its start to its end, {LOG}"
    return (model.Recovery("incidents", "How long each incident lasted", about, incidents, median),)


@charts.register
def _(result: Throughput, context: Context) -> tuple[Chart, ...]:
    period = context.period
    counts = by_week(((each.at, each) for each in result.finished), period)
    weeks = tuple(
        model.Weekly(monday, len(several), is_open=is_running(monday, period)) for monday, several in counts.items()
    )
    now, before = (sample(result.by_week(each).values()).median for each in (period, period.before))
    title = f"{result.what[:1].upper()}{result.what[1:]} a week"
    return (model.Bars("finished", title, "", "median", Unit.COUNT, weeks, now, before),)


@charts.register
def _(result: Flow, context: Context) -> tuple[Chart, ...]:
    until = context.period.until
    since = max(until - _LATELY, context.period.since)
    days = [since + _DAY * day for day in range((until - since) // _DAY + 1)]
    levels = tuple(model.Level(day, result.levels(since, day)) for day in days)
    about = "Requests of the last eight weeks, and what was open before, by what became of them"
    return (model.Flow("levels", "Cumulative flow", about, ("open", "closed", "merged"), levels),)


@charts.register
def _(result: Ageing, context: Context) -> tuple[Chart, ...]:
    if not result.open:
        return ()
    aged = tuple(
        model.Aged(_work(each.work, context), each.work.stage, each.age, is_late=bool(each.is_at_risk))
        for each in result.open
    )
    what, merged = result.works.what, result.merged
    about = f"Since it began, {LOG}; the lines are those of all sizes that were merged in the last 52 weeks"
    lines = (None, None) if merged.is_few else (merged.median, merged.p85)
    return (model.Ageing("open", f"Age of each open {what}", about, result.works.stages, aged, *lines),)


@charts.register
def _(result: Reviews, context: Context) -> tuple[Chart, ...]:
    period = context.period
    dated = ((each.ready, each.is_within) for each in result.waits if each.is_within is not None)
    known = {monday: Share(sum(each), len(each)) for monday, each in by_week(dated, period).items()}
    within, before = result.lines[0].now, result.lines[0].before
    weeks = tuple(
        model.Weekly(monday, share.value, share.n, share.is_few, is_running(monday, period))
        for monday, share in known.items()
    )
    norm = result.answers.review
    about = f"Share of the requests that became ready in each week with a first response within {norm} working hours"
    typical, earlier = (each.value if isinstance(each, Share) else None for each in (within, before))
    title = "First response within the norm"
    return (model.Bars("answered", title, about, "in all", Unit.SHARE, weeks, typical, earlier),)


@charts.register
def _(result: Load, context: Context) -> tuple[Chart, ...]:
    del context
    if not (result.is_named and result.burdens):
        return ()
    people = tuple(model.Person(each.name, each.waiting, each.reviews) for each in result.burdens)
    about = "What waits now, and what was reviewed in 28 days; by name, without a rank"
    return (model.Load("people", "Reviews of each person", about, people, "reviewed in 28 days"),)


@charts.register
def _(result: Churn, context: Context) -> tuple[Chart, ...]:
    del context
    weeks = tuple(
        model.Weekly(each.begin, each.share().value, each.landed, each.share().is_few, not each.is_mature())
        for each in result.weeks
    )
    median = result.lines[1]
    typical, earlier = (each.median if isinstance(each, Sample) else None for each in (median.now, median.before))
    title, about = f"Lines deleted or rewritten within {DAYS} days", "As a share of those that landed in each week"
    opening = f"{DAYS} days have not passed yet"
    return (model.Bars("rewritten", title, about, "median", Unit.SHARE, weeks, typical, earlier, opening),)


@charts.register
def _(result: HowMany, context: Context) -> tuple[Chart, ...]:
    del context
    return tuple(forecasts.charts(result))


def _work(work: Work, context: Context) -> Item:
    return Item(work.title) if work.number is None else numbered(work, context.sign)


def _deployment(deployment: Deployment) -> Item:
    return Item(deployment.name, "", deployment.url)
