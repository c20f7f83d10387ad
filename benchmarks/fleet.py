"""What it costs to see how a fleet stands: the same for each repository, however many there are."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Command, Figure
from benchmarks.standing import teamkit

SIZES = (10, 100, 300)


def figures(scratch: Path, project: Path) -> Iterator[Figure]:
    """Seconds for a hundred repositories, what one more costs in small and large fleets, and a second look."""
    folder = scratch / "fleet"
    seconds = {size: cpu_seconds(made(folder, project, size), fresh=True) for size in SIZES}
    again = cpu_seconds(made(folder, project, 100), fresh=False)
    start = cpu_seconds(made(folder, project, 0), fresh=True)
    yield Figure("fleet status of 100 repositories: CPU", seconds[100], "s", "≤ 30", f"{start:.1f} s of it to start")
    few, many = (seconds[100] - seconds[10]) / 90, (seconds[300] - seconds[100]) / 200
    detail = f"{few * 1000:.0f} ms from 10 to 100, {many * 1000:.0f} ms from 100 to 300"
    yield Figure("fleet status: one repository more, in a large fleet", many / few, "x", "about 1", detail)
    yield Figure("fleet status again: CPU", again, "s", "", "100 repositories whose commits were seen today")
    yield Figure("git processes for a repository", processes(folder) / 10, "", "", "10 repositories")


def made(folder: Path, project: Path, size: int) -> Path:
    """A fleet of so many copies of a project, and one folder that is none, so that a fleet of nobody is one too."""
    folder.mkdir(exist_ok=True)
    for number in range(size):
        if not (folder / f"shop-{number}").exists():
            source = project if number == 0 else folder / "shop-0"
            git = ["git", "clone", "--quiet", "--no-hardlinks", str(source), str(folder / f"shop-{number}")]
            subprocess.run(git, check=True)
    named(folder, size)
    return folder


def named(folder: Path, size: int) -> None:
    """The file that names them."""
    entries = "".join(f"  - shop-{number}\n" for number in range(size))
    (folder / "fleet.yml").write_text(f"repositories:\n  - nobody\n{entries}")


def cpu_seconds(folder: Path, *, fresh: bool, **variables: str) -> float:
    """The cost of one table, in which the folder that is none makes it end with 2 or 1."""
    cache = folder / "cache"
    if fresh:
        shutil.rmtree(cache, ignore_errors=True)
    words = ["sh", "-c", f"{teamkit()} fleet status > table || test $? -lt 3"]
    return Command(words, folder, {**os.environ, "XDG_CACHE_HOME": str(cache), **variables}).cpu_seconds()


def processes(folder: Path) -> int:
    """How many programs of git a fleet of ten runs, beyond those of a fleet of nobody."""
    counts = []
    for size in (0, 10):
        trace = folder / f"trace-{size}"
        named(folder, size)
        cpu_seconds(folder, fresh=True, GIT_TRACE2_EVENT=str(trace))
        events = trace.read_text().splitlines() if trace.exists() else []
        counts.append(sum('"event":"start"' in event for event in events))
    return counts[1] - counts[0]
