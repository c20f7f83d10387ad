"""A report of a project that nobody has: the same numbers whenever it is made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random
from statistics import quantiles

from teamkit.findings import Unseen
from teamkit.publish.charts import model
from teamkit.publish.charts.model import Item
from teamkit.publish.charts.table import Column, Kind, Table
from teamkit.publish.charts.units import DAY, HOUR, Unit
from teamkit.publish.report.model import Amount, Figure, Found, Key, Report, Section

SINCE = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = timedelta(weeks=1)
STAGES = ("coding", "pickup", "review", "deployment")
WORDS = ("Show", "the", "basket", "total", "before", "payment", "and", "mend", "order", "of", "tax", "lines", "twice")
LEARN = Item("dora.dev", "", "https://dora.dev/guides/dora-metrics/")


@dataclass(frozen=True)
class Done:
    """A request that was merged, and how long each of its stages took."""

    item: Item
    at: datetime
    stages: tuple[float, ...]

    @property
    def seconds(self) -> float:
        return sum(self.stages)


@dataclass(frozen=True)
class Project:
    """So many weeks with so many requests each, on average."""

    weeks: int = 26
    requests: int = 14

    @property
    def until(self) -> datetime:
        return SINCE + WEEK * self.weeks - timedelta(days=2, hours=9)

    @property
    def starts(self) -> tuple[datetime, ...]:
        return tuple(SINCE + WEEK * each for each in range(self.weeks))

    @cached_property
    def done(self) -> tuple[Done, ...]:
        chance = Random(7)
        made = []
        for week, start in enumerate(self.starts):
            pace = 0.25 if week % 26 == 19 else 1 + 0.35 * chance.uniform(-1, 1)
            for _ in range(round(self.requests * pace)):
                at = start + timedelta(days=min(chance.betavariate(1.3, 1.6) * 6, 4.9), hours=chance.uniform(8, 18))
                hours = (9, 14 - 7 * week / self.weeks, 7, 16)
                stages = tuple(HOUR * size * chance.lognormvariate(0, 1.05) for size in hours)
                title = " ".join(chance.choices(WORDS, k=7)).capitalize()
                number = 1400 + len(made) * 2 + chance.randrange(2)
                made.append(Done(Item(f"#{number}", title, address("pull", number)), at, stages))
        return tuple(sorted((one for one in made if one.at < self.until), key=lambda one: one.at))

    def of(self, start: datetime) -> list[Done]:
        return [one for one in self.done if start <= one.at < start + WEEK]


def address(kind: str, number: int) -> str:
    return f"https://github.com/example/shop/{kind}/{number}"


def parts(values: list[float]) -> tuple[float | None, float | None]:
    if len(values) < 2:
        return (values[0], values[0]) if values else (None, None)
    hundredths = quantiles(values, n=100, method="inclusive")
    return hundredths[49], hundredths[84]


def amount(values: list[float]) -> Amount:
    median, p85 = parts(values)
    return Amount(median, p85, len(values), is_few=len(values) < 5)


def report(project: Project | None = None, **fields: object) -> Report:
    """The whole report."""
    project = project or Project()
    cycle = amount([one.seconds for one in project.done])
    made = Report(
        repository=Item("example/shop", "", "https://github.com/example/shop"),
        since=SINCE,
        until=project.until,
        before=SINCE - WEEK * project.weeks,
        made=project.until,
        version="0.4.0",
        lead="Half of the requests reach production within 2.5 days. A third of that time they wait for a first review.",
        keys=tuple(keys(project, cycle)),
        sections=tuple(sections(project, cycle)),
        notes=("The forge was not reached; what it remembers is as of 28 August 2026, 06:12 UTC.",),
    )
    return Report(**vars(made) | fields)


def keys(project: Project, cycle: Amount) -> Iterator[Key]:
    weeks = [parts([one.seconds for one in project.of(start)])[0] for start in project.starts]
    pickup = [parts([one.stages[1] for one in project.of(start)])[0] for start in project.starts]
    merged = [len(project.of(start)) for start in project.starts]
    chance = Random(3)
    churn = [0.06 + 0.05 * chance.random() for _ in project.starts]
    before = Amount(3.1 * DAY, 8 * DAY, 310)
    yield Key(Figure("Cycle time", Unit.SECONDS, cycle, before), "cycle-time", tuple(weeks))
    waiting = Figure(
        "Waiting for a first review",
        Unit.SECONDS,
        amount([one.stages[1] for one in project.done]),
        Amount(19 * HOUR, 2 * DAY, 310),
    )
    yield Key(waiting, "reviews", tuple(pickup))
    yield Key(
        Figure("Deployments a week", Unit.COUNT, Amount(4, n=26), Amount(3, n=26)),
        "deployments",
        (3, 4, 2, 5, 4, 4, 6, 4),
    )
    yield Key(Figure("Code churn", Unit.SHARE, Amount(0.082, n=26), Amount(0.082, n=26)), "churn", tuple(churn))
    yield Key(
        Figure("Time to recovery", Unit.SECONDS, Amount(2.4 * HOUR, 9 * HOUR, 4, is_few=True), None),
        "recovery",
        (None, 3.0, 2.0, None, 8.0, 2.4),
    )
    yield Key(
        Figure("Merged requests", Unit.COUNT, Amount(len(project.done)), Amount(310)), "throughput", tuple(merged)
    )


def sections(project: Project, cycle: Amount) -> Iterator[Section]:
    yield Section(
        "cycle-time",
        "Cycle time",
        "From the first commit of a request until it is deployed: coding, pickup, review and deployment, which add up exactly. Bots are left out; what was closed without a merge is counted and not timed.",
        (LEARN, Item("LinearB", "", "https://linearb.io/blog/cycle-time")),
        Found(
            "Half of the requests are done within 2.5 days, half a day sooner than before",
            (
                Figure("Cycle time", Unit.SECONDS, cycle, Amount(3.1 * DAY, 8 * DAY, 310)),
                *(
                    Figure(
                        name.capitalize(),
                        Unit.SECONDS,
                        amount([one.stages[at] for one in project.done]),
                        Amount(19 * HOUR, 2 * DAY, 310),
                    )
                    for at, name in enumerate(STAGES)
                ),
                Figure("Merged without a review", Unit.SHARE, Amount(0.041, n=len(project.done)), Amount(0.073, n=310)),
                Figure(
                    "Cycle time of hotfixes",
                    Unit.SECONDS,
                    Amount(5 * HOUR, 9 * HOUR, 3, is_few=True),
                    Amount(4 * HOUR, 5 * HOUR, 2, is_few=True),
                ),
            ),
            (scatter(project, cycle), histogram(project, cycle), stages(project), flow(project)),
            (
                "17 requests were closed without a merge. The forge shows no commits of 3 requests, whose coding time is therefore counted from their opening.",
            ),
            Table(
                "cycle-time-records",
                "Every request",
                (
                    Column("Request", Kind.ITEM),
                    Column("Merged", Kind.MOMENT),
                    *(Column(name, Unit.SECONDS) for name in STAGES),
                ),
                tuple((one.item, one.at, *one.stages) for one in project.done),
            ),
        ),
    )
    yield Section(
        "ageing",
        "Open requests",
        "Each open request by its stage and age, beside the cycle time of those that are done.",
        (Item("Vacanti, Actionable Agile Metrics for Predictability"),),
        Found(
            "Four open requests are older than 85 % of those that are done",
            (Figure("Open requests", Unit.COUNT, Amount(23), Amount(31)),),
            (ageing(project, cycle),),
        ),
    )
    yield Section(
        "throughput",
        "Throughput",
        "Requests merged a week; weeks without one count as none.",
        (LEARN,),
        Found(
            "Thirteen requests are merged a week, as before",
            (Figure("Merged", Unit.COUNT, Amount(len(project.done)), Amount(310)),),
            (throughput(project),),
        ),
    )
    yield Section(
        "deployments",
        "Deployments",
        "A successful deployment to a configured environment, once per commit; the share of those that an incident followed.",
        (LEARN,),
        Found(
            "Production is deployed four times a week, and one deployment in twenty fails",
            (
                Figure("Deployments a week", Unit.COUNT, Amount(4, n=project.weeks), Amount(3, n=26)),
                Figure("Change fail rate", Unit.SHARE, Amount(0.048, n=104), Amount(0.071, n=84)),
                Figure(
                    "Lead time for changes",
                    Unit.SECONDS,
                    Amount(1.9 * DAY, 6.2 * DAY, 1204),
                    Amount(2.4 * DAY, 7 * DAY, 1100),
                ),
            ),
            (timeline(project), lead_time(project)),
        ),
    )
    yield Section(
        "recovery",
        "Recovery",
        "From the beginning of an incident until it is resolved.",
        (LEARN,),
        Found(
            "Half of the incidents are over within three hours; one is still open",
            (Figure("Time to recovery", Unit.SECONDS, Amount(2.4 * HOUR, 9 * HOUR, 9), None),),
            (recovery(project),),
        ),
    )
    yield Section(
        "churn",
        "Code churn",
        "Of the lines that landed in a week the share that is rewritten or deleted within 21 days.",
        (Item("GitClear", "", "https://www.gitclear.com/"),),
        Found(
            "One line in twelve is rewritten within three weeks",
            (Figure("Churn within 21 days", Unit.SHARE, Amount(0.082, n=project.weeks), Amount(0.082, n=26)),),
            (churn(project),),
            ("Lock files, catalogues and what `linguist-generated` names are left out.",),
        ),
    )
    yield Section(
        "reviews",
        "Reviews",
        "The share of requests with a first response within 24 working hours.",
        (
            Item(
                "Google's engineering practices",
                "",
                "https://google.github.io/eng-practices/review/reviewer/speed.html",
            ),
        ),
        Found(
            "Seven requests in ten are answered within a working day",
            (Figure("Answered within a working day", Unit.SHARE, Amount(0.71, n=340), Amount(0.66, n=310)),),
            (within(project), load()),
            ("Names stand in the order of the alphabet. They can be left out in `team.yml`.",),
        ),
    )
    yield Section(
        "forecast",
        "Forecast",
        "How many requests will be merged, from the project's own weeks: blocks of as many days as are forecast, drawn from the last year.",
        (Item("Vacanti, Actionable Agile Metrics for Predictability"),),
        Found("With 85 % certainty 43 more are merged by the end of September", (), (forecast(project), calibration())),
    )
    yield Section(
        "incidents",
        "Failed deployment recovery time",
        "The time to recovery of incidents that a deployment brought about.",
        (LEARN,),
        Unseen(
            "No incident names the deployment that brought it about",
            "Fill in the field “Deployment” of the form `.github/ISSUE_TEMPLATE/incident.yml`.",
        ),
    )


def scatter(project: Project, cycle: Amount) -> model.Scatter:
    dots = tuple(model.Dot(one.item, one.at, one.seconds) for one in project.done)
    title = "Cycle time of each request"
    return model.Scatter("cycle-times", title, "From its first commit to its deployment, on a logarithmic scale", SINCE, project.until, dots, cycle.value, cycle.p85, 3.1 * DAY)


def histogram(project: Project, cycle: Amount) -> model.Histogram:
    values = tuple(one.seconds for one in project.done)
    return model.Histogram("cycle-time-classes", "Requests by their cycle time", "How many took how long, on a logarithmic scale", values, cycle.value, cycle.p85)


def stages(project: Project) -> model.Stages:
    weeks = []
    for start in project.starts:
        of = project.of(start)
        means = tuple(sum(one.stages[at] for one in of) / max(len(of), 1) for at in range(4))
        weeks.append(model.Staged(start, means, len(of), is_few=len(of) < 5))
    return model.Stages("stages", "What cycle time is made of", "Mean time in each stage, by the week of the deployment", STAGES, tuple(weeks))


def flow(project: Project) -> model.Flow:
    begin = project.starts[-8]
    days = [begin + timedelta(days=each) for each in range((project.until - begin).days + 1)]
    lately = [one for one in project.done if one.at >= begin]

    def count(at: datetime, stage: int) -> int:
        """How many have come to a stage; as many are in work at the end as at the beginning."""
        return sum(one.at - timedelta(seconds=sum(one.stages[stage + 1 :])) <= at for one in lately) + 9 - 3 * stage

    return model.Flow(
        "flow",
        "Cumulative flow",
        "How many requests have come so far, in the last eight weeks",
        ("opened", "reviewed", "merged", "deployed"),
        tuple(model.Level(day, tuple(count(day, stage) for stage in range(4))) for day in days),
    )


def ageing(project: Project, cycle: Amount) -> model.Ageing:
    chance = Random(11)
    names = ("Draft", "Waiting for review", "In review", "Approved")
    found = []
    for stage, number in zip(names, (4, 9, 7, 3), strict=True):
        for _ in range(number):
            at = 2200 + len(found)
            title = " ".join(chance.choices(WORDS, k=7)).capitalize()
            found.append(
                model.Aged(Item(f"#{at}", title, address("pull", at)), stage, DAY * chance.lognormvariate(0.4, 1.1))
            )
    return model.Ageing(
        "open-requests", "Age of each open request", "Since its first commit, on a logarithmic scale", names, tuple(found), cycle.value, cycle.p85
    )


def throughput(project: Project) -> model.Bars:
    weeks = tuple(
        model.Weekly(start, len(project.of(start)), is_open=start == project.starts[-1]) for start in project.starts
    )
    return model.Bars("merged", "Requests merged a week", "", "median", Unit.COUNT, weeks, 14, 12)


def timeline(project: Project) -> model.Timeline:
    chance = Random(5)
    made = []
    at = SINCE
    while (at := at + timedelta(hours=chance.expovariate(1 / 42))) < project.until:
        number = len(made) + 1
        failed = chance.random() < 0.05
        made.append(
            model.Deployed(
                Item(f"v1.{number}.0", "", address("deployments", number)), at, "production", has_failed=failed
            )
        )
        if chance.random() < 0.9:
            made.append(model.Deployed(Item(f"v1.{number}.0", "", ""), max(SINCE, at - timedelta(hours=6)), "staging"))
    return model.Timeline("deployed", "Deployments", "By environment", SINCE, project.until, tuple(made))


def lead_time(project: Project) -> model.Trend:
    chance = Random(13)
    weeks = []
    for index, start in enumerate(project.starts):
        n = 0 if index == 9 else 3 if index in {4, 18} else chance.randrange(20, 60)
        half = DAY * 2 * chance.lognormvariate(0, 0.25)
        weeks.append(
            model.Spread(
                start, n, half if n else None, 3 * half * chance.lognormvariate(0, 0.2) if n else None, is_few=n < 5
            )
        )
    return model.Trend(
        "lead-time",
        "Lead time for changes",
        "From a commit to its deployment, by the week of the deployment, on a logarithmic scale",
        tuple(weeks),
        2.4 * DAY,
    )


def recovery(project: Project) -> model.Recovery:
    hours = (0.4, 0.7, 1.9, 2.1, 2.4, 2.5, 5.2, 9.1, 31)
    incidents = tuple(
        model.Outage(Item(f"#{90 + at}", "Payments fail", address("issues", 90 + at)), SINCE + WEEK * at, HOUR * size)
        for at, size in enumerate(hours)
    )
    lasting = model.Outage(
        Item("#99", "Mails are late", address("issues", 99)),
        project.until - 3 * timedelta(days=1),
        3 * DAY,
        is_over=False,
    )
    return model.Recovery(
        "incidents-lasted", "How long each incident lasted", "From its beginning to its end, on a logarithmic scale", (*incidents, lasting), 2.4 * HOUR
    )


def churn(project: Project) -> model.Bars:
    chance = Random(17)
    last = len(project.starts)
    weeks = tuple(
        model.Weekly(
            start,
            None if at == 9 else chance.betavariate(3, 30),
            3 if at == 19 else chance.randrange(300, 5000),
            at == 19,
            at >= last - 3,
        )
        for at, start in enumerate(project.starts)
    )
    title = "Share of the lines of each week that was rewritten or deleted within 21 days"
    return model.Bars("churn-weeks", "Code churn", title, "median", Unit.SHARE, weeks, 0.082, 0.095, "21 days have not passed yet")


def within(project: Project) -> model.Bars:
    chance = Random(19)
    weeks = []
    for start in project.starts:
        n = len(project.of(start))
        weeks.append(
            model.Weekly(start, round(n * chance.betavariate(9, 4)) / max(n, 1), n, n < 5, start == project.starts[-1])
        )
    return model.Bars(
        "answered",
        "Answered within a working day",
        "Share of the requests of each week with a first response within 24 working hours",
        "in all",
        Unit.SHARE,
        tuple(weeks),
        0.71,
        0.66,
    )


def load() -> model.Load:
    people = (("Linus", 2, 14), ("Ada", 6, 41), ("Grace", 1, 22), ("Barbara", 0, 9), ("Edsger", 3, 17))
    return model.Load(
        "review-load",
        "Review load",
        "Requests that wait for somebody, and reviews in 28 days",
        tuple(model.Person(*each) for each in people),
        "reviewed in 28 days",
    )


def forecast(project: Project) -> model.Forecast:
    history = [model.Reached(SINCE, 0)]
    begin = project.starts[-12]
    history = [
        model.Reached(
            begin + timedelta(days=each), sum(begin <= one.at < begin + timedelta(days=each) for one in project.done)
        )
        for each in range((project.until - begin).days + 1)
    ]
    now = history[-1].at
    paces = (1.1, 1.5, 1.95, 2.4, 2.9)
    ahead = tuple(
        model.Ahead(now + timedelta(days=each), tuple(round(pace * each) for pace in paces)) for each in range(1, 29)
    )
    return model.Forecast(
        "forecast-merged",
        "Merged requests",
        "In the last twelve weeks, and how many more are to be expected",
        tuple(history),
        (0.95, 0.85, 0.5, 0.15, 0.05),
        ahead,
    )


def calibration() -> model.Calibration:
    kept = ((0.5, 0.54, 61), (0.7, 0.67, 61), (0.85, 0.82, 61), (0.95, 0.934, 61))
    return model.Calibration(
        "forecasts-kept",
        "How forecasts have come true",
        "Share of the forecasts of the last year that came true, against what they promised",
        tuple(model.Kept(*each) for each in kept),
    )
