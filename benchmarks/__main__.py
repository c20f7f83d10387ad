"""Measure everything and print a table: `make bench`."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import (
    auditing,
    checking,
    fleet,
    forecasting,
    looking_back,
    migrating,
    rebuilding,
    rehearsing,
    rendering,
    serving,
    standing,
)
from benchmarks.churning import growing
from benchmarks.measuring import Command, Figure
from benchmarks.reallocating.comparing import figures as reallocating
from benchmarks.reallocating.policies import as_proposed
from benchmarks.reallocating.scenarios import SEEDS, scenarios
from make_project import environment


def figures(scratch: Path) -> Iterator[Figure]:
    """Every figure, as it is measured."""
    project = scratch / "example-shop"
    yield from making(scratch, project)
    tests = Command(["uv", "run", "--quiet", "just", "test"], project, environment())
    tests.cpu_seconds()
    yield Figure("the project's own tests: CPU", tests.cpu_seconds(), "s", "< 3", "SQLite")
    yield from rendering.figures(scratch, project)
    yield from serving.figures(scratch, project)
    yield from checking.figures(scratch)
    yield from looking_back.figures(scratch)
    yield from migrating.figures(scratch)
    yield from standing.figures(scratch)
    yield from rehearsing.figures(scratch)
    yield from auditing.figures(scratch)
    yield from fleet.figures(scratch, project)
    yield from growing.figures(scratch)
    yield from forecasting.figures()
    yield from rebuilding.figures(scratch)
    yield from reallocating(as_proposed, tuple(scenarios(SEEDS)))


def making(scratch: Path, project: Path) -> Iterator[Figure]:
    """Seconds from nothing to green; the first run fills the caches."""
    script = str(Path(__file__).resolve().parents[1] / "make_project.py")
    Command([sys.executable, script, str(scratch / "first")], scratch).wall_seconds()
    seconds = Command([sys.executable, script, str(project)], scratch).wall_seconds()
    yield Figure("nothing to green, warm cache: elapsed", seconds, "s", "< 60", "")


def main() -> None:
    """Print the table line by line."""
    print("| figure | value | bound | measured |")
    print("| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="benchmarks.") as folder:
        for figure in figures(Path(folder)):
            print(
                f"| {figure.name} | {figure.value:.2f} {figure.unit} | {figure.bound} | {figure.detail} |", flush=True
            )


if __name__ == "__main__":
    main()
