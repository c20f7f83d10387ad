"""What landed on public default branches, day by day: `python -m benchmarks.landings CLONE ADDRESS > FILE` counts it.

CLONE has the whole history of ADDRESS. A file holds, after its origin, the first day, and the counts from it
on, 364 to a line, a zero as nothing.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import batched
from pathlib import Path

from teamkit.history.habits import is_bots
from teamkit.measure.forecasting.days import Days, daily

KEPT = Path(__file__).resolve().parents[1] / "tests" / "measure" / "landings"
LINE = 364
LOG = ("log", "--first-parent", "--format=%ct %aN <%aE>", "HEAD")


def kept() -> dict[str, Days]:
    """The histories that are kept, by the names of their repositories."""
    return {path.stem: read(path.read_text()) for path in sorted(KEPT.glob("*.txt"))}


def read(text: str) -> Days:
    """A file's counts."""
    first, *lines = (line for line in text.splitlines() if not line.startswith("#"))
    return Days(date.fromisoformat(first), tuple(int(count or 0) for line in lines for count in line.split(",")))


def written(origin: Sequence[str], days: Days) -> Iterator[str]:
    """The lines of a file."""
    yield from (f"# {line}" for line in origin)
    yield str(days.first)
    yield from (",".join(str(count or "") for count in counts) for counts in batched(days.counts, LINE))


def landings(folder: Path) -> Days:
    """Commits of people on the first parents of a clone's HEAD, by the day in UTC on which they were committed."""
    told = (line.partition(" ") for line in _git(folder, *LOG).splitlines())
    moments = [datetime.fromtimestamp(int(at), UTC) for at, _, author in told if not is_bots(author)]
    return daily(moments, min(moments), max(moments))


def _git(folder: Path, *words: str) -> str:
    asked = ["git", "-C", str(folder), *words]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    """Print the file of one clone."""
    folder, address = Path(sys.argv[1]), sys.argv[2]
    origin = (
        f"{address} at {_git(folder, 'rev-parse', 'HEAD')}",
        f"git {' '.join(LOG)}; without the authors that teamkit knows as bots",
    )
    print("\n".join(written(origin, landings(folder))))


if __name__ == "__main__":
    main()
