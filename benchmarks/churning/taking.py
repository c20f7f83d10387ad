"""Take churn as the tool does, as a process of its own: `python -m benchmarks.churning.taking ROOT REF SPAN KEEP`.

SPAN is two times; KEEP is a folder, or nothing. Prints how many landings there were
and the peak memory of this process in MiB.
"""

import resource
import sys
from datetime import datetime
from pathlib import Path

from teamkit.history.habits import is_bots
from teamkit.history.landing.reading import read
from teamkit.measure.churn import churn
from teamkit.measure.periods import Period, week


def main(root: str, ref: str, span: str, keep: str) -> None:
    """Read, and measure."""
    since, until = map(datetime.fromisoformat, span.split())
    landings = read(Path(root), ref, (since, until), keep=Path(keep) if keep else None)
    churn(landings, Period(week(since), until), is_bots)
    print(len(landings), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
