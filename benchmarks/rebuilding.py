"""What it costs to build the report again where a week's work is new: `python -m benchmarks.rebuilding [PATH]`.

PATH is a repository, which is only read; without one, a project is invented. With a forge, each of its landings of the
last years was a request. Start-up is an interpreter that imports what the report does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from fake_forge.server import serving
from fake_forge.using import environment

from benchmarks.churning.costing import Subject, subject
from benchmarks.inventing import invented, world
from benchmarks.measuring import Command, Figure, compare
from benchmarks.standing import teamkit

WEEK, YEARS = timedelta(weeks=1), timedelta(weeks=104)
RUNS = 5
ROOMS = ("teamkit.cli", "teamkit.lifecycle.reporting.making")
ASKING = (*ROOMS, "teamkit.forges.past.opening")


@dataclass(frozen=True)
class Report:
    """The report of a repository, whose newest week is taken away and brought back."""

    measured: Subject
    scratch: Path
    variables: Mapping[str, str]
    imports: Sequence[str]

    @property
    def now(self) -> datetime:
        """A midnight, a week before the last landing, so that some requests are still open."""
        return datetime.combine((self.measured.until - WEEK).astimezone(UTC), time(), UTC)

    @property
    def before(self) -> Path:
        """What was kept when the newest week was not there."""
        return self.scratch / "before"

    def begin(self) -> None:
        """Build it without the newest week."""
        shutil.rmtree(self.before, ignore_errors=True)
        self._build(self.before, self.now - WEEK)

    def again(self) -> float:
        """CPU seconds of building it with the newest week."""
        keep = self.scratch / "keep"
        shutil.rmtree(keep, ignore_errors=True)
        shutil.copytree(self.before, keep)
        return self._build(keep, self.now)

    def _build(self, keep: Path, now: datetime) -> float:
        name = max((at, name) for name, at in self.measured.landings if at < now)[1]
        subprocess.run(["git", "update-ref", "refs/heads/main", name], cwd=self.measured.folder, check=True)
        last = f"{now - timedelta(days=1):%Y-%m-%d}"
        words = [teamkit(), "report", "--out", str(self.scratch / "report"), "--until", last]
        variables = {**os.environ, "NO_PROXY": "127.0.0.1", **self.variables, "XDG_CACHE_HOME": str(keep)}
        return Command(words, self.measured.folder, variables).cpu_seconds()


def figures(scratch: Path, path: Path | None = None) -> Iterator[Figure]:
    """Seconds of the rebuilt report beyond start-up: of git alone, with a forge, and where that is down by then."""
    place = scratch / "rebuilding"
    place.mkdir()
    measured = subject(path or invented(place / "invented"), place)
    if measured.until - measured.begin < 3 * WEEK:
        raise SystemExit(f"{path}: its history is shorter than three weeks; name another repository")
    alone = Report(measured, place, {}, ROOMS)
    alone.begin()
    yield _figure(alone, "of git alone")
    landings = [(name, at) for name, at in measured.landings if at > alone.now - YEARS]
    with serving(world(landings, alone.now - WEEK)) as forge:
        address = f"{forge.url}/{forge.world.path}.git"
        subprocess.run(["git", "remote", "add", "origin", address], cwd=measured.folder, check=True)
        asking = Report(measured, place, environment(forge, "github", place), ASKING)
        asking.begin()
        forge.world = world(landings, asking.now)
        yield _figure(asking, f"with {len(forge.world.requests):,} requests")
    yield _figure(asking, "with the forge down")


def _figure(report: Report, how: str) -> Figure:
    start = Command([sys.executable, "-c", f"import {', '.join(report.imports)}"], report.scratch)
    mine, floor, _ = compare(report.again, start.cpu_seconds, RUNS)
    name = f"report {how}, a week's work new: CPU beyond start-up"
    return Figure(name, mine - floor, "s", "≤ 1", f"{mine:.2f} s and {floor:.2f} s")


def main() -> None:
    """Print the figures of a repository."""
    path = Path(sys.argv[1]).resolve() if sys.argv[1:] else None
    with tempfile.TemporaryDirectory(prefix="rebuilding.") as folder:
        for each in figures(Path(folder), path):
            print(f"| {each.name} | {each.value:.2f} {each.unit} | {each.bound} | {each.detail} |", flush=True)


if __name__ == "__main__":
    main()
