"""Which way a history is continued: by how long it is."""

from datetime import timedelta

from teamkit.findings import Unseen
from teamkit.measure.forecasting.days import WEEK, Days
from teamkit.measure.forecasting.process import LIMIT, Process
from teamkit.measure.forecasting.stretches import Stretches
from teamkit.measure.forecasting.urn import Urn

FEWEST = 8
"""With fewer weeks nothing is foretold."""
SETTLED = 26
"""From so many weeks on, stretches of the history foretell better than single weeks do: `benchmarks/forecasting.py`."""


def remembered(days: Days) -> int:
    """How many whole weeks a forecast looks back on."""
    return min(len(days.counts), LIMIT) // WEEK


def process(done: Days, opened: Days | None = None) -> Process | Unseen:
    """How a history goes on, and with it the scope, where it is to grow as it did on the same days."""
    weeks = remembered(done)
    if weeks < FEWEST:
        return _short(done, f"a forecast needs {FEWEST} weeks of history", FEWEST)
    mine, theirs = (_newest(each, weeks) for each in (done, opened or done))
    if not any(mine):
        mend = "name the branch that work lands on, or ask again when something was done"
        return Unseen(f"nothing was done in the {weeks} weeks before {done.end}", mend)
    if weeks >= SETTLED:
        return Stretches(mine, theirs if opened else [0] * len(mine))
    if opened:
        return _short(done, f"a scope that grows needs {SETTLED} weeks of history", SETTLED)
    return Urn(mine)


def _newest(days: Days, weeks: int) -> tuple[int, ...]:
    return days.counts[-weeks * WEEK :]


def _short(done: Days, needs: str, weeks: int) -> Unseen:
    day = done.first + timedelta(weeks=weeks)
    return Unseen(f"{needs}, and there are {remembered(done)} before {done.end}", f"ask again on {day}")
