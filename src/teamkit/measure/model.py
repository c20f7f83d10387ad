"""What every measure comes to, whichever it is: lines to read, records to check them by, and notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from teamkit.measure.samples import Count, Mean, Sample, Share

type Scalar = str | int | float | bool | datetime | None
type Value = Sample | Mean | Share | Count


class Unit(StrEnum):
    """What the numbers of a line are."""

    SECONDS = "seconds"
    DAYS = "days"
    SHARE = "share"
    COUNT = "count"


@dataclass(frozen=True)
class Line:
    """A figure of a period, and the same of the period before it; None where nobody could know that one."""

    label: str
    unit: Unit
    now: Value
    before: Value | None = None


class Measured(Protocol):
    """What one measure came to in a period."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The figures, the foremost first."""

    @property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """What they were computed from: rows with the same keys, times in UTC, durations in seconds."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know: what was left out, what is absent, and the step that would begin to record it."""
