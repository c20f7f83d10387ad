"""What every way to continue a history can tell."""

from typing import Protocol

from teamkit.measure.forecasting.distributions import Distribution

LIMIT = 364
"""So many days ahead, the longest history that is looked at, a forecast ends."""


class Process(Protocol):
    """A history that goes on; both answers agree: as likely as n are done within d days is it that n take d days."""

    def done(self, days: int) -> Distribution:
        """How many are done within so many days."""

    def wait(self, number: int) -> Distribution:
        """On which day so many are done, from 1 for the first one; what lies beyond the limit lacks."""
