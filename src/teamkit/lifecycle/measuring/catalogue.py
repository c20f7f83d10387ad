"""The measures: what each is, and from which facts it is taken."""

from collections.abc import Callable

from teamkit.findings import Unseen
from teamkit.forges.past.model import PastRequest
from teamkit.lifecycle.measuring.facts import Facts
from teamkit.lifecycle.measuring.forecasts import forecast
from teamkit.lifecycle.measuring.model import Measure, Source
from teamkit.lifecycle.measuring.touching import touches
from teamkit.measure import (
    ageing,
    allocating,
    bottleneck,
    churn,
    delays,
    failures,
    flow,
    lead_time,
    load,
    recovery,
    reviews,
)
from teamkit.measure.deployments import Frequency
from teamkit.measure.model import Measured

_DORA = Source("DORA, metrics", "https://dora.dev/guides/dora-metrics/")
_FOUR_KEYS = Source("Google, Four Keys", "https://github.com/dora-team/fourkeys/blob/main/METRICS.md")
_LINEARB = Source("LinearB, cycle time", "https://linearb.io/blog/cycle-time")
_SWARMIA = Source(
    "Swarmia, pull request cycle time",
    "https://help.swarmia.com/features/measuring-development/pull-request-cycle-time",
)
_GOOGLE = Source("Google, speed of code reviews", "https://google.github.io/eng-practices/review/reviewer/speed.html")
_SOFIA = Source("Hajari and others, SofiaWL", "https://arxiv.org/abs/2312.17236")
_VACANTI = Source("Vacanti, Actionable Agile Metrics", "https://leanpub.com/actionableagilemetrics")
_HATICA = Source("Hatica, code churn", "https://www.hatica.io/docs/metrics/code-churn-breakdown/")
_HYNDMAN = Source("Hyndman, Forecasting", "https://otexts.com/fpp3/prediction-intervals.html")

type Taking = Callable[[Facts], Measured | Unseen]


def _with_requests(take: Callable[[Facts, tuple[PastRequest, ...]], Measured | Unseen]) -> Taking:
    """A measure that needs the requests of the forge."""

    def taken(facts: Facts) -> Measured | Unseen:
        requests = facts.requests
        return requests if isinstance(requests, Unseen) else take(facts, requests)

    return taken


def _churn(facts: Facts) -> Measured:
    return churn.churn(facts.landings, facts.scene.period, facts.programs.wrote)


def _lead_time(facts: Facts) -> Measured | Unseen:
    if isinstance(facts.deployments, Unseen):
        return facts.deployments
    requests = () if isinstance(facts.requests, Unseen) else facts.requests
    return lead_time.lead_time(requests, facts.deliveries, facts.programs, facts.scene.period)


def _cycle_time(facts: Facts) -> Measured | Unseen:
    return facts.cycles


def _bottleneck(facts: Facts) -> Measured | Unseen:
    return facts.cycles if isinstance(facts.cycles, Unseen) else bottleneck.bottleneck(facts.cycles.durations)


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
    return reviews.reviews(requests, facts.scene.team, facts.scene.period, facts.scene.now)


def _flow(facts: Facts, requests: tuple[PastRequest, ...]) -> Measured:
    return flow.flow(requests, facts.scene.team, facts.scene.period)


def _ageing(facts: Facts, requests: tuple[PastRequest, ...]) -> Measured:
    return ageing.ageing(requests, facts.scene.team, facts.scene.period, facts.scene.now)


def _delays(facts: Facts, requests: tuple[PastRequest, ...]) -> Measured | Unseen:
    people = (each for each in requests if not facts.programs.opened(each))
    return delays.delays(delays.requests(people), facts.scene.now)


def _load(facts: Facts, requests: tuple[PastRequest, ...]) -> Measured:
    return load.load(requests, facts.scene.team, facts.scene.now)


def _reallocation(facts: Facts, requests: tuple[PastRequest, ...]) -> Measured:
    return allocating.reallocation(requests, touches(facts), facts.scene.team, facts.scene.now)


MEASURES = (
    Measure(
        "cycle-time",
        "Cycle time",
        "From the first commit of a request until a deployment contains it, or until it was merged where none is "
        "known: coding, pickup, review and deployment, which add up exactly. Each counts where it was merged.",
        (_LINEARB, _SWARMIA),
        _cycle_time,
    ),
    Measure(
        "bottleneck",
        "Bottleneck",
        "The stage with the largest 85th percentile, where that has grown beyond chance since the period before (Mann"
        " and Whitney, one-sided).",
        (Source("Mann and Whitney", "https://doi.org/10.1214/aoms/1177730491"),),
        _bottleneck,
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
        _with_requests(_flow),
    ),
    Measure(
        "ageing",
        "Open requests",
        "How long each has been open, held against those that were merged in the period.",
        (_VACANTI,),
        _with_requests(_ageing),
    ),
    Measure(
        "delays",
        "At risk of delay",
        "Open requests that are older than 85 % of the merged ones of their size ever were, and how often that rule "
        "was right before.",
        (_VACANTI,),
        _with_requests(_delays),
    ),
    Measure(
        "reviews",
        "First response",
        "The share of requests that another person answered within the norm of team.yml, in working hours. Open ones "
        "that are over it count as missed, younger ones do not count yet.",
        (_GOOGLE,),
        _with_requests(_reviews),
    ),
    Measure(
        "load",
        "Review load",
        "What waits for each person, and how the reviews of 28 days are spread. By name, without a rank.",
        (_SOFIA,),
        _with_requests(_load),
    ),
    Measure(
        "reallocation",
        "Who could look",
        "For each request that waits: somebody who knows what it touches and for whom less waits, where somebody has "
        "too much to review; a learner beside the only person who knows it.",
        (_SOFIA,),
        _with_requests(_reallocation),
    ),
    Measure(
        "churn",
        "Code churn",
        "Of the lines that landed in a week, the share that was deleted or rewritten on the branch within 21 days. "
        "Bots and generated files are left out; weeks that are younger may still change.",
        (_HATICA,),
        _churn,
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
