"""Take churn as the tool does, as a process of its own: `python -m benchmarks.churning.taking ROOT REF SPAN KEEP`.

SPAN is two times, or nothing for the whole history; KEEP is a folder, or nothing. Prints how many landings there were
and the peak memory of this process in MiB.
"""

import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

from teamkit.history.habits import is_bots
from teamkit.history.landing.reading import EVER, read
from teamkit.measure.churn import churn
from teamkit.measure.periods import Period, week

SINCE_GIT = datetime(2005, 4, 4, tzinfo=UTC), datetime(2100, 1, 3, tzinfo=UTC)


def main(root: str, ref: str, span: str, keep: str) -> None:
    """Read, and measure."""
    since, until = map(datetime.fromisoformat, span.split()) if span else EVER
    landings = read(Path(root), ref, (since, until), keep=Path(keep) if keep else None)
    period = Period(week(since), until) if span else Period(*SINCE_GIT)
    churn(landings, period, is_bots)
    print(len(landings), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
