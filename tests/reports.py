"""A report of the project that nobody has."""

from collections.abc import Iterator
from typing import Any

import charted
from charted import SINCE, STAGES, WEEK, Project, parts

from teamkit.findings import Unseen
from teamkit.publish.charts.model import Chart, Item
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import DAY, HOUR, Unit
from teamkit.publish.report.model import Amount, Figure, Found, Key, Report, Section

DORA = Item("dora.dev", "", "https://dora.dev/guides/dora-metrics/")
VACANTI = Item("Vacanti, Actionable Agile Metrics for Predictability")
FEW = Amount(2.4 * HOUR, 9 * HOUR, 4, is_few=True)


def report(project: Project | None = None, **fields: Any) -> Report:
    """The whole report, with other fields where they are given."""
    project = project or Project()
    made: dict[str, Any] = {
        "repository": Item("example/shop", "", "https://github.com/example/shop"),
        "since": SINCE,
        "until": project.until,
        "before": SINCE - WEEK * project.weeks,
        "made": project.until,
        "version": "0.4.0",
        "lead": "Half of the requests reach production within 2.5 days. A sixth of that time they wait for a review.",
        "keys": tuple(keys(project)),
        "sections": tuple(sections(project)),
        "notes": ("The forge was not reached; what it remembers is as of 28 August 2026, 06:12 UTC.",),
    }
    return Report(**made | fields)


def amount(values: list[float]) -> Amount:
    return Amount(*parts(values), len(values), is_few=len(values) < 5)


def keys(project: Project) -> Iterator[Key]:
    of_weeks = [project.of(start) for start in project.starts]
    pickup = [one.stages[1] for one in project.done]
    churn = tuple(week.value for week in charted.churn(project).weeks)

    def key(label: str, unit: Unit, now: Amount, before: Amount | None, section: str, *weeks: float | None) -> Key:
        return Key(Figure(label, unit, now, before), section, weeks)

    took = (parts([one.seconds for one in week])[0] for week in of_weeks)
    yield key("Cycle time", Unit.SECONDS, amount(project.took), Amount(3.1 * DAY, 8 * DAY, 310), "cycle-time", *took)
    waited = (parts([one.stages[1] for one in week])[0] for week in of_weeks)
    yield key("Waiting for a review", Unit.SECONDS, amount(pickup), Amount(19 * HOUR, n=310), "reviews", *waited)
    deployed = (3, 4, 2, 5, 4, 4, 6, 4)
    yield key("Deployments a week", Unit.COUNT, Amount(4, n=26), Amount(3, n=26), "deployments", *deployed)
    yield key("Code churn", Unit.SHARE, Amount(0.082, n=26), Amount(0.082, n=26), "churn", *churn)
    yield key("Time to recovery", Unit.SECONDS, FEW, None, "recovery", None, 3.0, 2.0, None, 8.0, None, 2.4)
    merged = (len(week) for week in of_weeks)
    yield key("Merged requests", Unit.COUNT, Amount(len(project.done)), Amount(310), "throughput", *merged)


def section(
    title: str,
    definition: str,
    headline: str,
    charts: tuple[Chart, ...],
    *figures: Figure,
    source: Item = DORA,
    **more: Any,
) -> Section:
    identifier = title.lower().replace(" ", "-")
    return Section(identifier, title, definition, (source,), Found(headline, figures, charts, **more))


def sections(project: Project) -> Iterator[Section]:
    yield cycle_time(project)
    yield section(
        "Open requests",
        "Each open request by its stage and age, beside the cycle time of those that are done.",
        "Three open requests are older than 85 % of those that are done",
        (charted.ageing(project),),
        Figure("Open requests", Unit.COUNT, Amount(23), Amount(31)),
        source=VACANTI,
    )
    yield section(
        "Throughput",
        "Requests merged a week; weeks without one count as none.",
        "Twelve requests are merged a week, as before",
        (charted.throughput(project),),
        Figure("Merged", Unit.COUNT, Amount(len(project.done)), Amount(310)),
    )
    yield deployments(project)
    yield section(
        "Recovery",
        "From the beginning of an incident until it is resolved.",
        "Half of the incidents are over within three hours; one is still open",
        (charted.recovery(project),),
        Figure("Time to recovery", Unit.SECONDS, FEW),
    )
    yield section(
        "Churn",
        "Of the lines that landed in a week the share that is rewritten or deleted within 21 days.",
        "One line in twelve is rewritten within three weeks",
        (charted.churn(project),),
        Figure("Churn within 21 days", Unit.SHARE, Amount(0.082, n=project.weeks), Amount(0.082, n=26)),
        source=Item("GitClear", "", "https://www.gitclear.com/"),
        notes=("Lock files, catalogues and what `linguist-generated` names are left out.",),
    )
    yield section(
        "Reviews",
        "The share of requests with a first response within 24 working hours.",
        "Seven requests in ten are answered within a working day",
        (charted.answered(project), charted.load(project)),
        Figure("Answered within a working day", Unit.SHARE, Amount(0.71, n=340), Amount(0.66, n=310)),
        source=Item("Google", "", "https://google.github.io/eng-practices/review/reviewer/speed.html"),
        notes=("Names stand in the order of the alphabet. They can be left out in `team.yml`.",),
    )
    yield section(
        "Forecast",
        "How many requests will be merged, from blocks of as many days as are forecast, out of the last year.",
        "With a certainty of 85 % 42 more are merged by the end of September",
        (charted.forecast(project), charted.calibration(project)),
        source=VACANTI,
    )
    yield Section(
        "failed-deployment-recovery",
        "Failed deployment recovery",
        "The time to recovery of incidents that a deployment brought about.",
        (DORA,),
        Unseen(
            "No incident names the deployment that brought it about",
            "Fill in the field “Deployment” of the form `.github/ISSUE_TEMPLATE/incident.yml`.",
        ),
    )


def cycle_time(project: Project) -> Section:
    charts = (charted.scatter, charted.histogram, charted.stages, charted.flow)
    before = (10 * HOUR, 19 * HOUR, 8 * HOUR, 15 * HOUR)
    stages = (
        Figure(name.capitalize(), Unit.SECONDS, amount([one.stages[at] for one in project.done]), Amount(was, n=310))
        for at, (name, was) in enumerate(zip(STAGES, before, strict=True))
    )
    times = (Column("Request", Kind.ITEM), Column("Deployed", Kind.MOMENT))
    columns = (*times, *(Column(name.capitalize(), Unit.SECONDS) for name in STAGES))
    return section(
        "Cycle time",
        "From the first commit of a request until it is deployed: coding, pickup, review and deployment, which add up "
        "exactly. Bots are left out; what was closed without a merge is counted and not timed.",
        "Half of the requests are done within 2.5 days, half a day sooner than before",
        tuple(chart(project) for chart in charts),
        Figure("Cycle time", Unit.SECONDS, amount(project.took), Amount(3.1 * DAY, 8 * DAY, 310)),
        *stages,
        Figure("Merged without a review", Unit.SHARE, Amount(0.041, n=len(project.done)), Amount(0.073, n=310)),
        Figure("Cycle time of hotfixes", Unit.SECONDS, FEW, FEW),
        notes=("17 requests were closed without a merge.",),
        records=Table(
            "cycle-time", "Requests", columns, tuple((one.item, one.at, *one.stages) for one in project.done)
        ),
    )


def deployments(project: Project) -> Section:
    return section(
        "Deployments",
        "A successful deployment to a configured environment, once per commit; the share of those that failed.",
        "Production is deployed four times a week, and one deployment in twenty fails",
        (charted.timeline(project), charted.lead_time(project)),
        Figure("Deployments a week", Unit.COUNT, Amount(4, n=project.weeks), Amount(3, n=26)),
        Figure("Change fail rate", Unit.SHARE, Amount(0.048, n=104), Amount(0.071, n=84)),
        Figure("Lead time for changes", Unit.SECONDS, Amount(1.9 * DAY, 6.2 * DAY, 1204), Amount(2.4 * DAY, n=1100)),
    )
