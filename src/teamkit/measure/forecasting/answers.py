"""How many are done by a date, and when so many are done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from teamkit.findings import Refusal, Unseen
from teamkit.measure.forecasting.backtest import LEVELS, Backtest, backtest
from teamkit.measure.forecasting.choosing import process, remembered
from teamkit.measure.forecasting.days import WEEK, Days
from teamkit.measure.forecasting.distributions import Distribution
from teamkit.measure.forecasting.process import LIMIT, Process
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.samples import Count


@dataclass(frozen=True)
class HowMany:
    """What is done until the end of the day `by`, as a history goes on, and the test of such forecasts."""

    done: Days
    by: date
    goes_on: Process
    tested: Backtest | Unseen

    @property
    def first(self) -> date:
        """The day that it begins with."""
        return self.done.end

    @cached_property
    def number(self) -> Distribution:
        """How many are done in all."""
        return self.goes_on.done(self._days)

    @cached_property
    def fan(self) -> tuple[Distribution, ...]:
        """How many are done by the end of each day."""
        return tuple(self.goes_on.done(day) for day in range(1, self._days + 1))

    @property
    def _days(self) -> int:
        return (self.by - self.first).days + 1

    @property
    def lines(self) -> tuple[Line, ...]:
        """With 85, 50 and 95 % at least so many are done; then how often that came true."""
        promises = (
            Line(f"done by {self.by}, with {percent} % at least", Unit.COUNT, Count(self.number.at_least(percent)))
            for percent in LEVELS
        )
        return (*promises, *_lines(self.tested))

    @property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """The chance of each number or more."""
        return tuple({"number": number, "chance": chance} for number, chance in enumerate(self.number.falling))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the forecast looks back on, and what its test says."""
        return (_source(remembered(self.done), self.first), *_notes(self.tested))


@dataclass(frozen=True)
class When:
    """On which day, 1 being the day `first`, `wanted` more are done, and all that came on top where the scope grows."""

    first: date
    wanted: int
    weeks: int
    day: Distribution
    has_growth: bool
    tested: Backtest | Unseen

    def date(self, percent: int) -> date | None:
        """The day by whose end they are done with so many per cent; None where it is beyond the limit."""
        number = self.day.at_most(percent)
        return None if number is None else self.first + timedelta(days=number - 1)

    @property
    def lines(self) -> tuple[Line, ...]:
        """With 85, 50 and 95 % it takes at most so many days; then how often that came true."""
        return (*self._promises(), *_lines(self.tested))

    def _promises(self) -> Iterator[Line]:
        for percent in LEVELS:
            number, day = self.day.at_most(percent), self.date(percent)
            if number is not None:
                yield Line(f"{self.wanted} done with {percent} % by {day}", Unit.DAYS, Count(number))

    @property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """The chance that they are done by the end of each day."""
        return tuple(
            {"day": _midnight(self.first + timedelta(days=number)), "chance": chance}
            for number, chance in enumerate(self.day.rising[1:])
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What the forecast looks back on, what it does not reach, and what its test says."""
        return (_source(self.weeks, self.first), *self._limits(), *_notes(self.tested))

    def _limits(self) -> Iterator[str]:
        beyond = [f"{percent} %" for percent in sorted(LEVELS) if self.day.at_most(percent) is None]
        if beyond:
            yield f"not within {LIMIT // WEEK} weeks with {' or '.join(beyond)}"
        if self.has_growth:
            yield "the scope grows as it did in those weeks"


def how_many(done: Days, by: date) -> HowMany | Unseen:
    """What is done by the end of a day. Raises Refusal where it is past, or too far."""
    horizon = (by - done.end).days + 1
    if horizon < 1:
        raise Refusal(f"{by} is past: a forecast is for {done.end} or a later day")
    if horizon > LIMIT:
        furthest = done.end + timedelta(days=LIMIT - 1)
        raise Refusal(f"{by} is too far: {LIMIT // WEEK} weeks of history foretell as many; ask until {furthest}")
    continued = process(done)
    if isinstance(continued, Unseen):
        return continued
    return HowMany(done, by, continued, backtest(done, horizon))


def when(done: Days, wanted: int, opened: Days | None = None) -> When | Unseen:
    """When so many are done, and all that is opened until then, where `opened` tells how it was on the same days.

    It is tested for as many days as it takes with 85 %. Raises Refusal where none are wanted.
    """
    if wanted < 1:
        raise Refusal(f"{wanted} are done already: ask when 1 or more are")
    continued = process(done, opened)
    if isinstance(continued, Unseen):
        return continued
    day = continued.wait(wanted)
    tested = backtest(done, day.at_most(LEVELS[0]) or LIMIT)
    return When(done.end, wanted, remembered(done), day, opened is not None, tested)


def _lines(tested: Backtest | Unseen) -> tuple[Line, ...]:
    return () if isinstance(tested, Unseen) else tested.lines


def _notes(tested: Backtest | Unseen) -> tuple[str, ...]:
    return (f"{tested.why}; {tested.mend}",) if isinstance(tested, Unseen) else tested.notes


def _source(weeks: int, first: date) -> str:
    return f"from the {weeks} weeks before {first}, in UTC"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
