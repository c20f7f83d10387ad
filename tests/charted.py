"""A project that nobody has, and every chart of it: the same numbers whenever it is made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random
from statistics import quantiles

from teamkit.publish.charts import model
from teamkit.publish.charts.model import Item
from teamkit.publish.charts.units import DAY, HOUR, Unit

SINCE = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = timedelta(weeks=1)
A_DAY = timedelta(days=1)
STAGES = ("coding", "pickup", "review", "deployment")
WORDS = ("Show", "the", "basket", "total", "before", "payment", "and", "mend", "order", "of", "tax", "lines", "twice")
LOG = "on a logarithmic scale"


@dataclass(frozen=True)
class Done:
    """A request that was deployed, and how long each of its stages took."""

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
        return tuple(sorted((one for one in self._made() if one.at < self.until), key=lambda one: one.at))

    @property
    def took(self) -> list[float]:
        return [one.seconds for one in self.done]

    def of(self, start: datetime) -> list[Done]:
        return [one for one in self.done if start <= one.at < start + WEEK]

    def _made(self) -> Iterator[Done]:
        chance = dice(7)
        for week, start in enumerate(self.starts):
            pace = 0.25 if week % 26 == 19 else chance.uniform(0.65, 1.35)
            for number in range(round(self.requests * pace)):
                at = start + timedelta(days=min(chance.betavariate(1.3, 1.6) * 6, 4.9), hours=chance.uniform(8, 18))
                hours = (9, 14 - 7 * week / self.weeks, 7, 16)
                stages = tuple(HOUR * size * chance.lognormvariate(0, 1.05) for size in hours)
                yield Done(request(1400 + 2 * self.requests * week + number, chance), at, stages)


def dice(seed: int) -> Random:
    """Chance that is always the same."""
    return Random(seed)  # noqa: S311


def request(number: int, chance: Random) -> Item:
    return Item(f"#{number}", " ".join(chance.choices(WORDS, k=7)).capitalize(), address("pull", number))


def address(kind: str, number: int) -> str:
    return f"https://github.com/example/shop/{kind}/{number}"


def parts(values: list[float]) -> tuple[float | None, float | None]:
    """Median and 85th percentile."""
    if len(values) < 2:
        return (values[0], values[0]) if values else (None, None)
    hundredths = quantiles(values, n=100, method="inclusive")
    return hundredths[49], hundredths[84]


def scatter(project: Project) -> model.Scatter:
    dots = tuple(model.Dot(one.item, one.at, one.seconds) for one in project.done)
    about = f"From its first commit to its deployment, {LOG}"
    ends = (SINCE, project.until)
    return model.Scatter(
        "cycle-times", "Cycle time of each request", about, *ends, dots, *parts(project.took), 3.1 * DAY
    )


def histogram(project: Project) -> model.Histogram:
    about = f"How many took how long, {LOG}"
    return model.Histogram("classes", "Requests by their cycle time", about, tuple(project.took), *parts(project.took))


def stages(project: Project) -> model.Stages:
    def staged(start: datetime) -> model.Staged:
        of = project.of(start)
        means = tuple(sum(one.stages[at] for one in of) / max(len(of), 1) for at in range(4))
        return model.Staged(start, means, len(of), is_few=len(of) < 5)

    about = "Mean time in each stage, by the week of the deployment"
    return model.Stages("stages", "What cycle time is made of", about, STAGES, tuple(map(staged, project.starts)))


def flow(project: Project) -> model.Flow:
    begin = project.starts[-8]
    days = [begin + A_DAY * each for each in range((project.until - begin).days + 1)]
    lately = [one for one in project.done if one.at >= begin]

    def count(at: datetime, stage: int) -> int:
        """How many have come to a stage; some are still in work at the end."""
        return sum(one.at - timedelta(seconds=sum(one.stages[stage + 1 :])) <= at for one in lately) + 9 - 3 * stage

    about = "How many requests have come so far, in the last eight weeks"
    levels = tuple(model.Level(day, tuple(count(day, stage) for stage in range(4))) for day in days)
    return model.Flow("flow", "Cumulative flow", about, ("opened", "reviewed", "merged", "deployed"), levels)


def ageing(project: Project) -> model.Ageing:
    chance = dice(11)
    names = {"Draft": 4, "Waiting for review": 9, "In review": 7, "Approved": 3}
    median, p85 = parts(project.took)
    found = tuple(
        model.Aged(request(5200 + 10 * len(name) + each, chance), name, age, is_late=age > (p85 or 0))
        for name, number in names.items()
        for each in range(number)
        for age in [DAY * chance.lognormvariate(0.4, 1.1)]
    )
    about = f"Since its first commit, {LOG}"
    return model.Ageing("open", "Age of each open request", about, tuple(names), found, median, p85)


def throughput(project: Project) -> model.Bars:
    weeks = tuple(
        model.Weekly(start, len(project.of(start)), is_open=start == project.starts[-1]) for start in project.starts
    )
    median, _ = parts([float(len(project.of(start))) for start in project.starts])
    return model.Bars("merged", "Requests merged a week", "", "median", Unit.COUNT, weeks, median, 12)


def timeline(project: Project) -> model.Timeline:
    def made() -> Iterator[model.Deployed]:
        chance, at, number = dice(5), SINCE + A_DAY, 0
        while at < project.until:
            name = f"v1.{(number := number + 1)}.0"
            yield model.Deployed(Item(name), at - timedelta(hours=6), "staging")
            item, has_failed = Item(name, "", address("deployments", number)), chance.random() < 0.05
            yield model.Deployed(item, at, "production", has_failed)
            at += timedelta(hours=chance.expovariate(1 / 42))

    ends = (SINCE, project.until)
    return model.Timeline("deployed", "Deployments", "By environment", *ends, tuple(made()))


def lead_time(project: Project) -> model.Trend:
    chance = dice(13)

    def spread(index: int, start: datetime) -> model.Spread:
        n = {4: 3, 9: 0, 18: 3}.get(index, chance.randrange(20, 60))
        half = DAY * chance.lognormvariate(0.7, 0.25)
        most = half * chance.lognormvariate(1.1, 0.2)
        return model.Spread(start, n, half if n else None, most if n else None, n < 5)

    weeks = tuple(spread(index, start) for index, start in enumerate(project.starts))
    about = f"From a commit to its deployment, by the week of the deployment, {LOG}"
    return model.Trend("lead-time", "Lead time for changes", about, weeks, 2.4 * DAY)


def recovery(project: Project) -> model.Recovery:
    hours = (0.4, 0.7, 1.9, 2.1, 2.4, 2.5, 5.2, 9.1, 31)
    over = tuple(
        model.Outage(Item(f"#{at}", "Payments fail", address("issues", at)), SINCE + A_DAY * at, HOUR * size)
        for at, size in enumerate(hours, start=90)
    )
    lasting = Item("#99", "Mails are late", address("issues", 99))
    incidents = (*over, model.Outage(lasting, project.until - 3 * A_DAY, 3 * DAY, is_over=False))
    about = f"From its beginning to its end, {LOG}"
    return model.Recovery("incidents", "How long each incident lasted", about, incidents, 2.4 * HOUR)


def churn(project: Project) -> model.Bars:
    chance = dice(17)

    def weekly(index: int, start: datetime) -> model.Weekly:
        value = None if index == 9 else chance.betavariate(3, 30)
        n = 3 if index == 19 else chance.randrange(300, 5000)
        return model.Weekly(start, value, n, n < 5, index >= project.weeks - 3)

    weeks = tuple(weekly(index, start) for index, start in enumerate(project.starts))
    about = "Share of the lines of each week that was rewritten or deleted within 21 days"
    opening = "21 days have not passed yet"
    return model.Bars("churn", "Code churn", about, "median", Unit.SHARE, weeks, 0.082, 0.095, opening)


def answered(project: Project) -> model.Bars:
    chance = dice(19)

    def weekly(start: datetime) -> model.Weekly:
        n = len(project.of(start))
        share = round(n * chance.betavariate(9, 4)) / max(n, 1)
        return model.Weekly(start, share, n, n < 5, start == project.starts[-1])

    weeks = tuple(map(weekly, project.starts))
    about = "Share of the requests of each week with a first response within 24 working hours"
    title = "Answered within a working day"
    return model.Bars("answered", title, about, "in all", Unit.SHARE, weeks, 0.71, 0.66)


def load(project: Project) -> model.Load:
    people = (("Linus", 2, 14), ("Ada", 6, 41), ("Grace", 1, 22), ("Barbara", 0, 9), ("Edsger", 3, 17))
    about = "Requests that wait for somebody, and reviews in 28 days"
    who = tuple(model.Person(*each) for each in people)
    return model.Load("load", "Review load", about, who, "reviewed in 28 days")


def forecast(project: Project) -> model.Forecast:
    begin = project.starts[-12]
    days = [begin + A_DAY * each for each in range((project.until - begin).days + 1)]
    done = tuple(model.Reached(day, sum(begin <= one.at < day for one in project.done)) for day in days)
    paces = (1.1, 1.5, 1.95, 2.4, 2.9)
    ahead = tuple(
        model.Ahead(days[-1] + A_DAY * each, tuple(float(round(pace * each)) for pace in paces))
        for each in range(1, 29)
    )
    about = "In the last twelve weeks, and how many more are to be expected"
    chances = (0.95, 0.85, 0.5, 0.15, 0.05)
    return model.Forecast("forecast", "Merged requests", about, done, chances, ahead)


def calibration(project: Project) -> model.Calibration:
    kept = ((0.5, 0.59, 61), (0.7, 0.67, 61), (0.85, 0.9, 61), (0.95, 0.934, 61))
    about = "Share of the forecasts of the last year that came true, against what they promised"
    found = tuple(model.Kept(*each) for each in kept)
    return model.Calibration("calibration", "How forecasts have come true", about, found)


ALL = (
    *(scatter, histogram, stages, flow, ageing, throughput, timeline, lead_time, recovery),
    *(churn, answered, load, forecast, calibration),
)
"""What makes each chart of a project."""
