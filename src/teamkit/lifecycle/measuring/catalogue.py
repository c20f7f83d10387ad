"""The measures: what each is, and from which facts it is taken."""

from collections.abc import Callable

from teamkit.findings import Unseen
from teamkit.forges.past.model import PastRequest
from teamkit.history.landing.model import Landing
from teamkit.lifecycle.measuring.facts import Facts
from teamkit.lifecycle.measuring.forecasts import forecast
from teamkit.lifecycle.measuring.model import Measure, Source
from teamkit.lifecycle.measuring.touching import lately, names, touches
from teamkit.measure import (
    ageing,
    allocating,
    bottleneck,
    churn,
    failures,
    flow,
    lead_time,
    load,
    recovery,
    reviews,
)
from teamkit.measure.cycle_time import CycleTime
from teamkit.measure.deployments import Frequency
from teamkit.measure.model import Measured
from teamkit.measure.work import Works

_DORA = Source("DORA, metrics", "https://dora.dev/guides/dora-metrics/")
_FOUR_KEYS = Source("Google, Four Keys", "https://github.com/dora-team/fourkeys/blob/main/METRICS.md")
_LINEARB = Source("LinearB, cycle time", "https://linearb.helpdocs.io/article/0vif1ihmgc-how-is-cycle-time-calculated")
_SWARMIA = Source("Swarmia, pull request cycle time", "https://help.swarmia.com/pull-request-cycle-time")
_GOOGLE = Source("Google, speed of code reviews", "https://google.github.io/eng-practices/review/reviewer/speed.html")
_SOFIA = Source("Hajari and others, SofiaWL", "https://arxiv.org/abs/2312.17236")
_VACANTI = Source("Vacanti, Actionable Agile Metrics", "https://actionableagile.com/books/aamfp/")
_HATICA = Source("Hatica, code churn", "https://www.hatica.io/docs/metrics/code-churn-breakdown/")
_HYNDMAN = Source("Hyndman, Forecasting", "https://otexts.com/fpp3/prediction-intervals.html")

type Taking = Callable[[Facts], Measured | Unseen]


def _of[T](look: Callable[[Facts], T | Unseen], take: Callable[[Facts, T], Measured]) -> Taking:
    """A measure that is taken of one fact, and not seen where that is not."""

    def taken(facts: Facts) -> Measured | Unseen:
        known = look(facts)
        return known if isinstance(known, Unseen) else take(facts, known)

    return taken


def _requests(facts: Facts) -> tuple[PastRequest, ...] | Unseen:
    return facts.requests


def _landings(facts: Facts) -> tuple[Landing, ...] | Unseen:
    return facts.landings


def _churn(facts: Facts, landings: tuple[Landing, ...]) -> Measured:
    return churn.churn(landings, facts.scene.period, facts.programs.wrote)


def _lead_time(facts: Facts) -> Measured | Unseen:
    if isinstance(facts.deployments, Unseen):
        return facts.deployments
    requests = () if isinstance(facts.requests, Unseen) else facts.requests
    return lead_time.lead_time(requests, facts.deliveries, facts.programs, facts.scene.period)


def _cycles(facts: Facts) -> CycleTime | Unseen:
    return facts.cycles


def _bottleneck(_: Facts, cycles: CycleTime) -> Measured:
    return bottleneck.bottleneck(cycles.durations)


def _deployments(facts: Facts) -> Measured | Unseen:
    if isinstance(facts.deployments, Unseen):
        return facts.deployments
    return Frequency(facts.deliveries, facts.scene.period)


def _failures(facts: Facts) -> Measured | Unseen:
    if isinstance(facts.deployments, Unseen):
        return facts.deployments
    if isinstance(facts.incidents, Unseen):
        return facts.incidents
    requests = () if isinstance(facts.requests, Unseen) else facts.requests
    return failures.failures(facts.incidents.incidents, facts.deliveries, requests, facts.scene.period)


def _recovery(facts: Facts) -> Measured | Unseen:
    if isinstance(facts.incidents, Unseen):
        return facts.incidents
    deployments = () if isinstance(facts.deployments, Unseen) else facts.deployments
    return recovery.recovery(facts.incidents.incidents, deployments, facts.scene.period)


def _throughput(facts: Facts) -> Measured:
    return facts.throughput


def _reviews(facts: Facts, requests: tuple[PastRequest, ...]) -> Measured:
    return reviews.reviews(requests, facts.scene.team, facts.scene.period, facts.scene.period.until)


def _flow(facts: Facts, changes: tuple[PastRequest, ...]) -> Measured:
    return flow.flow(changes, facts.scene.team, facts.scene.period)


def _ageing(facts: Facts, works: Works) -> Measured:
    return ageing.ageing(works, facts.scene.period.until)


def _load(facts: Facts, requests: tuple[PastRequest, ...]) -> Measured:
    return load.load(requests, facts.scene.team, facts.scene.period.until)


def _reallocation(facts: Facts, requests: tuple[PastRequest, ...]) -> Measured:
    commits, team = lately(facts), facts.scene.team
    known = names(commits)
    touched = touches(commits, known, team)
    return allocating.reallocation(map(known.of_today, requests), touched, team, facts.scene.period.until)


MEASURES = (
    Measure(
        "cycle-time",
        "Cycle time",
        "From the first commit of a request until a deployment contains it, or until it was merged where none is "
        "known: coding, pickup, review and deployment, which add up exactly. Each counts where it was merged.",
        (_LINEARB, _SWARMIA),
        _cycles,
    ),
    Measure(
        "bottleneck",
        "Bottleneck",
        "The stage with the largest 85th percentile, where that has grown beyond chance since the period before (Mann"
        " and Whitney, one-sided).",
        (Source("Mann and Whitney", "https://doi.org/10.1214/aoms/1177730491"),),
        _of(_cycles, _bottleneck),
    ),
    Measure(
        "lead-time",
        "Lead time for changes",
        "From each commit, merges left out, until the first deployment that contains it.",
        (_DORA,),
        _lead_time,
    ),
    Measure(
        "deployments",
        "Deployment frequency",
        "Deployments to each environment, each commit once; weeks without one count.",
        (_DORA, _FOUR_KEYS),
        _deployments,
    ),
    Measure(
        "failures",
        "Change fail rate and rework",
        "The share of deployments that brought an incident, and the share that nobody had planned: reverts, hotfixes,"
        " and the last one before an incident ended.",
        (_DORA,),
        _failures,
    ),
    Measure(
        "recovery",
        "Time to recovery",
        "From the start of an incident until its end: of all, as it was measured until 2023, and of those that a "
        "deployment brought, as it has been since.",
        (_DORA,),
        _recovery,
    ),
    Measure(
        "throughput",
        "Throughput",
        "Requests of people that were merged; where no forge tells of them, what landed on the branch.",
        (_VACANTI,),
        _throughput,
    ),
    Measure(
        "flow",
        "Work in progress",
        "Requests of people that were open at the end of each day, and what came and went.",
        (_VACANTI,),
        _of(lambda facts: facts.changes, _flow),
    ),
    Measure(
        "ageing",
        "Open work",
        "How long each request has been open, and which are at risk: older than 85 % of the merged ones of their size "
        "ever were, with a test of that rule on those that ended. Where no forge tells of requests, branches stand for "
        "them, from their first commit on.",
        (_VACANTI,),
        _of(lambda facts: facts.works, _ageing),
    ),
    Measure(
        "reviews",
        "First response",
        "The share of requests that another person answered within the norm of team.yml, in working hours. Open ones "
        "that are over it count as missed, younger ones do not count yet.",
        (_GOOGLE,),
        _of(_requests, _reviews),
    ),
    Measure(
        "load",
        "Review load",
        "What waits for each person, and how the reviews of 28 days are spread. By name, without a rank.",
        (_SOFIA,),
        _of(_requests, _load),
    ),
    Measure(
        "reallocation",
        "Who could look",
        "For each request that waits: somebody who knows what it touches and for whom less waits, where somebody has "
        "too much to review; a learner beside the only person who knows it.",
        (_SOFIA,),
        _of(_requests, _reallocation),
    ),
    Measure(
        "churn",
        "Code churn",
        "Of the lines that landed in a week, the share that was deleted or rewritten on the branch within 21 days. "
        "Bots and generated files are left out; weeks that are younger may still change.",
        (_HATICA,),
        _of(_landings, _churn),
    ),
    Measure(
        "forecast",
        "Forecast",
        "How many will be done within 28 days, by whole stretches of the last 52 weeks, and how often such forecasts "
        "came true.",
        (_HYNDMAN,),
        forecast,
    ),
)
