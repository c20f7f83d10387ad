"""What charts are drawn of: plain numbers, instants, words and links; durations in seconds, times aware, in UTC.

Whether a value comes from too few others to say anything is judged by who measured it.
"""

from dataclasses import dataclass
from datetime import datetime

from teamkit.publish.charts.units import Unit


@dataclass(frozen=True)
class Item:
    """A request, deployment or incident: what people call it, its title, and where it is to be seen, if anywhere."""

    name: str
    title: str = ""
    href: str = ""

    def __str__(self) -> str:
        """The name with the title."""
        return f"{self.name} {self.title}".strip()


@dataclass(frozen=True)
class Chart:
    """`name` is its own on a page, `title` says what is drawn, and `about` what it is of and how it is measured."""

    name: str
    title: str
    about: str


@dataclass(frozen=True)
class Dot:
    """How long something took that ended at an instant."""

    item: Item
    at: datetime
    seconds: float


@dataclass(frozen=True)
class Scatter(Chart):
    """What took how long, over time, with the median, the 85th percentile, and the median of the period before."""

    since: datetime
    until: datetime
    dots: tuple[Dot, ...]
    median: float | None
    p85: float | None
    before: float | None = None


@dataclass(frozen=True)
class Histogram(Chart):
    """How many took how long."""

    values: tuple[float, ...]
    median: float | None
    p85: float | None


@dataclass(frozen=True)
class Staged:
    """How long each stage took in a week, in the order of the stages, on average of `n`."""

    start: datetime
    seconds: tuple[float, ...]
    n: int
    is_few: bool = False


@dataclass(frozen=True)
class Stages(Chart):
    """What the time of each week was made of."""

    names: tuple[str, ...]
    weeks: tuple[Staged, ...]


@dataclass(frozen=True)
class Level:
    """How many had come to each stage at an instant; fewer to the later ones."""

    at: datetime
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Flow(Chart):
    """How many had come how far, over time; the stages in their order, named by what is in them."""

    names: tuple[str, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Aged:
    """Something open: the stage that it is in, its age, and whether it is late."""

    item: Item
    stage: str
    seconds: float
    is_late: bool


@dataclass(frozen=True)
class Ageing(Chart):
    """How old open work is, beside the median and 85th percentile of what is done."""

    stages: tuple[str, ...]
    requests: tuple[Aged, ...]
    median: float | None
    p85: float | None


@dataclass(frozen=True)
class Weekly:
    """A value of a week, None where nobody could know it.

    `n` is how many it comes from, None where it is a count itself; `is_open` says that it may still change.
    """

    start: datetime
    value: float | None
    n: int | None = None
    is_few: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class Bars(Chart):
    """One value a week.

    `what` names it, `typical` is that of the period and `before` of the one before; `opening` says why the value of an
    open week may still change.
    """

    what: str
    unit: Unit
    weeks: tuple[Weekly, ...]
    typical: float | None = None
    before: float | None = None
    opening: str = "the week is not over"


@dataclass(frozen=True)
class Deployed:
    """A deployment, and whether it failed its users."""

    item: Item
    at: datetime
    environment: str
    has_failed: bool = False


@dataclass(frozen=True)
class Timeline(Chart):
    """When something was deployed, and where."""

    since: datetime
    until: datetime
    deployments: tuple[Deployed, ...]


@dataclass(frozen=True)
class Spread:
    """The median and 85th percentile of a week; both are None where there is no value."""

    start: datetime
    n: int
    median: float | None
    p85: float | None
    is_few: bool = False


@dataclass(frozen=True)
class Trend(Chart):
    """How long something took from week to week, beside the median of the period before."""

    weeks: tuple[Spread, ...]
    before: float | None = None


@dataclass(frozen=True)
class Outage:
    """An incident: when it began, and how long it lasted, or has lasted so far."""

    item: Item
    started: datetime
    seconds: float
    is_over: bool = True


@dataclass(frozen=True)
class Recovery(Chart):
    """How long each incident lasted, and the median of those that are over."""

    incidents: tuple[Outage, ...]
    median: float | None


@dataclass(frozen=True)
class Person:
    """How many requests wait for somebody, and how many that one reviewed lately."""

    name: str
    waiting: int
    reviewed: int


@dataclass(frozen=True)
class Load(Chart):
    """Who has how many reviews; `lately` says since when."""

    people: tuple[Person, ...]
    lately: str


@dataclass(frozen=True)
class Reached:
    """How many were done until an instant."""

    at: datetime
    count: float


@dataclass(frozen=True)
class Ahead:
    """How many more will be done until an instant, one number for each chance."""

    at: datetime
    more: tuple[float, ...]


@dataclass(frozen=True)
class Forecast(Chart):
    """What was done, and how many more will be with each chance; 0.85 says that so many or more come true 85 in 100."""

    done: tuple[Reached, ...]
    chances: tuple[float, ...]
    ahead: tuple[Ahead, ...]


@dataclass(frozen=True)
class Kept:
    """How often forecasts of a chance came true, of `n`."""

    promised: float
    observed: float
    n: int
    is_few: bool = False


@dataclass(frozen=True)
class Calibration(Chart):
    """Whether past forecasts came true as often as they said."""

    kept: tuple[Kept, ...]
