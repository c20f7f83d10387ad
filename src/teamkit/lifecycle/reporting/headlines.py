"""What was measured, in one sentence."""

from functools import singledispatch

from teamkit.lifecycle.reporting.translating import amount, begun
from teamkit.measure.ageing import Ageing
from teamkit.measure.bottleneck import Bottleneck
from teamkit.measure.churn import DAYS, Churn
from teamkit.measure.cycle_time import CycleTime
from teamkit.measure.delivery import Delivery
from teamkit.measure.deployments import Frequency, often, weekly_counts
from teamkit.measure.failures import Failures
from teamkit.measure.flow import Flow
from teamkit.measure.forecasting.answers import HowMany
from teamkit.measure.lead_time import LeadTime
from teamkit.measure.load import Load
from teamkit.measure.model import Line, Measured
from teamkit.measure.periods import Period
from teamkit.measure.reallocation import Reallocation
from teamkit.measure.recovery import Recovery
from teamkit.measure.reviews import Reviews
from teamkit.measure.samples import sample
from teamkit.measure.throughput import Throughput
from teamkit.publish.charts.units import Unit, counted, shown, spoken
from teamkit.publish.pages.page import day

_HALF, _MOST = (shown(share, Unit.SHARE) for share in (0.5, 0.85))


@singledispatch
def headline(result: Measured) -> str:
    """A result in one sentence, without a judgement."""
    return f"{result.lines[0].label}: {_said(result.lines[0])}" if result.lines else "Nothing was measured"


@headline.register
def _(result: CycleTime) -> str:
    end = "reach users" if result.deliveries else "are merged"
    return _half(result.lines[0], f"of the requests {end} within {{}} of their first commit", "request")


@headline.register
def _(result: Bottleneck) -> str:
    if result.found:
        return f"Requests wait longest in {result.found.name}, and longer than before"
    is_known = result.widest and result.widest.chance is not None
    return "No stage has grown beyond chance" if is_known else "Too few requests to tell a bottleneck"


@headline.register
def _(result: LeadTime) -> str:
    return _half(result.lines[0], "of the commits are deployed within {}", "deployed commit") if result.lines else ""


@headline.register
def _(result: Frequency) -> str:
    said = [
        f"{delivery.environment} is deployed {pace}"
        for delivery in result.deliveries
        if (pace := _pace(delivery, result.period))
    ]
    number = sum(len(delivery.within(result.period)) for delivery in result.deliveries)
    return begun(", ".join(said)) or f"{begun(counted(number, 'deployment'))} so far"


@headline.register
def _(result: Failures) -> str:
    if not result.has_incidents:
        return "No incident is recorded, so nobody knows which deployments fail"
    return _share(result.lines[0], "of the deployments brought an incident", "deployment")


@headline.register
def _(result: Recovery) -> str:
    return _half(result.lines[1], "of the incidents are over within {}", "incident")


@headline.register
def _(result: Throughput) -> str:
    weekly, whole = (amount(result.lines[at].now).value for at in (1, 2))
    if not weekly:
        return f"{_several(whole, result.what)} since {day(result.period.since)}"
    return f"{_several(weekly, result.what)} in a typical week"


@headline.register
def _(result: Flow) -> str:
    daily = amount(result.lines[0].now)
    number = shown(daily.value, Unit.COUNT)
    return f"{begun(number)} {'request is' if number == '1' else 'requests are'} open on a typical day"


@headline.register
def _(result: Ageing) -> str:
    number = counted(len(result.open), f"open {result.works.what}")
    if result.merged.is_few:
        return f"{number}, and too few were merged to call one late"
    return f"{number}, {len(result.at_risk) or 'none'} at risk of delay"


@headline.register
def _(result: Reviews) -> str:
    said = f"of the requests are answered within {result.answers.review} working hours"
    return _share(result.lines[0], said, "request")


@headline.register
def _(result: Load) -> str:
    waiting = sum(each.waiting for each in result.burdens)
    if not waiting:
        return "No review waits for anybody"
    people = counted(len(result.burdens), "person").replace("persons", "people")
    return f"{begun(counted(waiting, 'review'))} waiting, for {people}"


@headline.register
def _(result: Reallocation) -> str:
    number = sum(choice.proposal is not None for choice in result.choices)
    return f"{begun(counted(number, 'proposal'))} for requests that wait" if number else "Nothing to propose"


@headline.register
def _(result: Churn) -> str:
    first, landed = result.lines[0], result.lines[-1]
    if not first.now.n and landed.now.n:
        return f"No line has had its {DAYS} days yet"
    return _share(first, f"of the lines are deleted or rewritten within {DAYS} days", "line")


@headline.register
def _(result: HowMany) -> str:
    sure, likely = result.number.at_least(85), result.number.at_least(50)
    until = f"{result.by.day} {result.by:%B}"
    return f"{sure} or more will be done by {until}, with {_MOST} certainty; {likely} with {_HALF}"


def _pace(delivery: Delivery, period: Period) -> str | None:
    """How often an environment is deployed: by the week, else in the words of Four Keys, where it can be said."""
    weekly = sample(weekly_counts(delivery, period).values()).median or 0
    return f"{shown(weekly, Unit.COUNT)} times in a typical week" if weekly > 1 else often(delivery, period.until)


def _several(number: float | None, what: str) -> str:
    """A number of things, whose word is that of several."""
    said = shown(number, Unit.COUNT)
    return f"{said} {what.removesuffix('s') if said == '1' else what}"


def _half(line: Line, said: str, what: str) -> str:
    now = amount(line.now)
    if now.is_few or now.value is None:
        return _few(now.n or 0, what)
    half, most = (spoken(value, Unit(line.unit)) for value in (now.value, now.p85))
    return f"Half {said.format(half)}, {_MOST} within {most}"


def _share(line: Line, said: str, what: str) -> str:
    now = amount(line.now)
    return _few(now.n or 0, what) if now.is_few or now.value is None else f"{shown(now.value, Unit.SHARE)} {said}"


def _few(number: int, what: str) -> str:
    return f"{begun(counted(number, what))}, too few to say anything" if number else f"No {what} to measure"


def _said(line: Line) -> str:
    return shown(amount(line.now).value, Unit(line.unit))
