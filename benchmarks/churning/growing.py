"""What longer histories cost: invented ones, once, four times and sixteen times as long."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.churning import costing
from benchmarks.churning.costing import NEW, WEEKS, Subject, resumed, subject
from benchmarks.churning.inventing import made
from benchmarks.measuring import Figure, compare

SHORTEST, TIMES = 1_250, (1, 4, 16)
RUNS = 3


@dataclass(frozen=True)
class Curve:
    """CPU seconds by how many times the shortest history there is."""

    name: str
    seconds: Sequence[float]


def figures(scratch: Path) -> Iterator[Figure]:
    """Every figure of the longest one, and what a longer history makes of half a year."""
    subjects = invented(scratch)
    yield from costing.figures(subjects[TIMES[-1]], scratch, RUNS, with_peer=False)
    halves = {times: each.ours(each.weeks(WEEKS)) for times, each in subjects.items()}
    for times in TIMES[1:]:
        many, few, ratio = compare(halves[times].cpu_seconds, halves[1].cpu_seconds, RUNS)
        detail = f"{many:.2f} s and {few:.2f} s"
        yield Figure(f"churn of {WEEKS} weeks: {times} times the history", ratio, "x", "near 1", detail)


def curves(scratch: Path) -> Iterator[Curve]:
    """What each way of reading costs."""
    rows = [tuple(_seconds(each, scratch)) for each in invented(scratch).values()]
    names = ("all history", "git alone", f"the newest {WEEKS} weeks", f"{NEW} new landings, the rest kept")
    yield from map(Curve, names, zip(*rows, strict=True))


def invented(scratch: Path) -> Mapping[int, Subject]:
    """A history of each length."""
    return {times: _invented(scratch / f"churning-{times}", SHORTEST * times) for times in TIMES}


def _invented(folder: Path, commits: int) -> Subject:
    folder.mkdir()
    return subject(made(folder / "history.git", commits), folder)


def _seconds(measured: Subject, scratch: Path) -> Iterator[float]:
    for command in (measured.ours(), measured.floor(), measured.ours(measured.weeks(WEEKS))):
        yield min(command.cpu_seconds() for _ in range(RUNS))
    yield min(resumed(measured, scratch, RUNS))
