"""The shape of team.yml."""

from datetime import date, time
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, model_validator

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", max_length=63)]
Handle = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_./-]*$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


_zones = cache(available_timezones)


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f'"{name}" is not a time zone; write one like Europe/Berlin')
    return name


class _Part(BaseModel):
    """A part of the file: immutable, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Level(StrEnum):
    """How well somebody knows a subject; learners do not count as cover."""

    LEARNER = "learner"
    PRACTITIONER = "practitioner"
    EXPERT = "expert"


class Absence(_Part):
    """Days on which somebody is away, both included, without a reason."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"to {self.last} is before from {self.first}; swap them")
        return self

    def covers(self, day: date) -> bool:
        """Whether somebody is away on that day."""
        return self.first <= day <= self.last


class User(_Part):
    """A person. `handle` is the name on the forge, without @."""

    name: Annotated[str, Field(min_length=1)]
    handle: Handle | None = None
    chat: str | None = None
    timezone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    skills: dict[str, Level] = {}
    away: tuple[Absence, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """Where this person's clock stands."""
        return ZoneInfo(self.timezone)

    def is_away(self, day: date) -> bool:
        """Whether this person is away on that day; entries of the past and future do not count."""
        return any(absence.covers(day) for absence in self.away)


class Group(_Part):
    """Several people, or groups of them. `handle` is the group's name on the forge, without @."""

    members: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    handle: Handle | None = None
    channel: str | None = None


class Area(_Part):
    """A part of the work with one accountable owner. Users or groups are named by their ids."""

    title: Annotated[str, Field(min_length=1)]
    paths: Annotated[tuple[str, ...], Field(min_length=1)]
    accountable: Identifier | None = None
    deputy: Identifier | None = None
    responsible: tuple[Identifier, ...] = ()
    consulted: tuple[Identifier, ...] = ()
    informed: tuple[Identifier, ...] = ()
    approvals: Annotated[int, Field(ge=0, le=10)] = 1
    optional: bool = False


class WorkingHours(_Part):
    """When answers are expected, in each person's own time zone."""

    first: Annotated[time, Field(alias="from")] = time(9)
    last: Annotated[time, Field(alias="to")] = time(17)
    days: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    holidays: tuple[date, ...] = ()


class AnswerTimes(_Part):
    """How many working hours an answer may take."""

    review: Annotated[int, Field(ge=1)] = 24
    question: Annotated[int, Field(ge=1)] = 8
    incident: Annotated[int, Field(ge=1)] = 1
    hours: WorkingHours = WorkingHours()


class Links(_Part):
    """Where tickets and shared pages live."""

    tracker: HttpUrl | None = None
    wiki: HttpUrl | None = None


class Waiver(_Part):
    """A finding that the team accepts for a while: a whole check, or one path of it. `by` says whose word it is."""

    check: Identifier
    path: str | None = None
    reason: Annotated[str, Field(min_length=1)]
    until: date
    by: Identifier | None = None


class Deployments(_Part):
    """What counts as a deployment: what forge or pipeline recorded to one of these environments.

    Where `tags` is a form like v*, each tag of that form is one to the first environment, too.
    """

    environments: Annotated[tuple[str, ...], Field(min_length=1)] = ("production",)
    tags: Annotated[str, Field(min_length=1)] | None = None


class Incidents(_Part):
    """Where incidents are recorded: issues with one of these labels, or a file of the repository."""

    labels: tuple[str, ...] = ("incident",)
    file: str | None = None


class Measures(_Part):
    """How the project is measured.

    `bots` are handles or names of programs beside those that are known as such, `generated` paths that nobody writes by
    hand, in the form of .gitignore. Where `names` is false, no figure names anybody.
    """

    bots: tuple[str, ...] = ()
    generated: tuple[str, ...] = ()
    deployments: Deployments = Deployments()
    incidents: Incidents = Incidents()
    names: bool = True


class Team(_Part):
    """The whole of team.yml."""

    forge: Literal["github", "gitlab"] = "github"
    users: dict[Identifier, User] = {}
    groups: dict[Identifier, Group] = {}
    areas: dict[Identifier, Area] = {}
    free: tuple[str, ...] = ()
    channels: dict[str, str] = {}
    answers: AnswerTimes = AnswerTimes()
    measures: Measures = Measures()
    links: Links = Links()
    waivers: tuple[Waiver, ...] = ()
