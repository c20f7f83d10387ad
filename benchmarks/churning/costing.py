"""The cost of a repository's churn: of all its history, of half a year, and of what is new since the last time."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks.measuring import Command, Figure, compare

HERE = Path(__file__).resolve().parents[2]
FLOOR = ("git", "log", "--reverse", "--first-parent", "-p", "-U0", "-M", "--output=/dev/null")
WEEKS = 26
NEW = 50
PEER = """\
from datetime import datetime
from sys import argv
from pydriller.metrics.process.code_churn import CodeChurn
print(len(CodeChurn(argv[1], since=datetime.fromisoformat(argv[2]), to=datetime.fromisoformat(argv[3])).count()))
"""


@dataclass(frozen=True)
class Subject:
    """A repository with the objects of another one, whose branches can be moved; its main branch is `main`."""

    folder: Path
    landings: Sequence[tuple[str, datetime]]

    @property
    def begin(self) -> datetime:
        """When the first of all landed."""
        return min(at for _, at in self.landings)

    @property
    def until(self) -> datetime:
        """Right after the newest landing."""
        return max(at for _, at in self.landings) + timedelta(seconds=1)

    def weeks(self, number: int) -> datetime:
        """So many weeks ago, seen from the end."""
        return self.until - timedelta(weeks=number)

    def floor(self, since: datetime | None = None) -> Command:
        """The command of git that prints all patches, or those since the first landing after a moment, to nowhere."""
        first = next((place for place, (_, at) in enumerate(self.landings) if since and at >= since), 0)
        base = [f"^{self.landings[first - 1][0]}"] if first else []
        return Command([*FLOOR, "main", *base], self.folder)

    def ours(self, since: datetime | None = None, ref: str = "main", keep: str = "") -> Command:
        """The process that takes the same churn."""
        span = f"{(since or self.begin).isoformat()} {self.until.isoformat()}"
        words = [sys.executable, "-m", "benchmarks.churning.taking", str(self.folder), ref, span, keep]
        return Command(words, HERE)

    def peer(self, since: datetime) -> Command:
        """PyDriller's churn, added less deleted by file, of the same time."""
        words = ["uv", "run", "--quiet", "--no-project", "--with", "pydriller", "python", "-c", PEER]
        return Command([*words, str(self.folder), str(since), str(self.until)], self.folder)


def subject(path: Path, scratch: Path, ref: str = "HEAD") -> Subject:
    """A branch of a repository to measure, which is only read."""
    folder = scratch / "subject.git"
    objects, head = (
        subprocess.run(
            ["git", "rev-parse", *words], cwd=path, capture_output=True, text=True, check=True
        ).stdout.strip()
        for words in (("--git-path", "objects"), ("--verify", f"{ref}^{{commit}}"))
    )
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch", "main", folder], check=True)
    (folder / "objects/info/alternates").write_text(f"{(path / objects).resolve()}\n")
    subprocess.run(["git", "update-ref", "refs/heads/main", head], cwd=folder, check=True)
    told = ["git", "log", "--first-parent", "--reverse", "--format=%H %cI", "main"]
    listed = subprocess.run(told, cwd=folder, capture_output=True, text=True, check=True).stdout.splitlines()
    return Subject(folder, [(name, datetime.fromisoformat(at)) for name, at in map(str.split, listed)])


def figures(measured: Subject, scratch: Path, runs: int, *, with_peer: bool) -> Iterator[Figure]:
    """Every figure of a repository. The floor is always that of the landings that ours reads."""
    yield from _whole(measured, runs)
    half, year = measured.weeks(WEEKS), measured.weeks(2 * WEEKS)
    for name, since in ((f"{WEEKS} weeks", half), (f"{WEEKS} weeks beside those before", year)):
        ours, floor, _ = compare(measured.ours(since).cpu_seconds, measured.floor(since).cpu_seconds, runs)
        detail = f"{ours:.2f} s, floor {floor:.2f} s"
        yield Figure(f"churn of {name}: CPU beyond 1.3 × the floor", ours - 1.3 * floor, "s", "≤ 0.3", detail)
    yield from _new(measured, scratch, runs, year)
    for name, since in (("half a year", half), ("all history", measured.begin)) if with_peer else ():
        peer, ours = measured.peer(since).cpu_seconds(), measured.ours(since).cpu_seconds()
        detail = f"{peer:.1f} s, ours {ours:.2f} s"
        yield Figure(f"PyDriller's churn of {name}: CPU over ours", peer / ours, "x", "≥ 20", detail)


def _whole(measured: Subject, runs: int) -> Iterator[Figure]:
    ours, floor, ratio = compare(measured.ours().cpu_seconds, measured.floor().cpu_seconds, runs)
    size = f"{len(measured.landings):,} landings; {ours:.2f} s, floor {floor:.2f} s"
    yield Figure("churn of all history: CPU over the floor", ratio, "x", "≤ 1.4", size)
    yield Figure("churn of all history: peak memory beside git's", memory(measured.ours()), "MiB", "≤ 400", "")


def _new(measured: Subject, scratch: Path, runs: int, year: datetime) -> Iterator[Figure]:
    for name, since in (("all history", measured.begin), (f"{WEEKS} weeks beside those before", year)):
        seconds = median(resumed(measured, scratch, runs, since))
        yield Figure(f"churn of {name}, {NEW} landings new: CPU", seconds, "s", "≤ 1", "with start-up")


def resumed(measured: Subject, scratch: Path, runs: int, since: datetime | None = None) -> list[float]:
    """CPU seconds of some landings that are new, where what was before them was kept."""
    before, keep = scratch / "before", scratch / "keep"
    _point(measured, measured.landings[-NEW - 1][0])
    shutil.rmtree(before, ignore_errors=True)
    measured.ours(since, ref="new", keep=str(before)).cpu_seconds()
    _point(measured, measured.landings[-1][0])
    found = []
    for _ in range(runs):
        shutil.rmtree(keep, ignore_errors=True)
        shutil.copytree(before, keep)
        found.append(measured.ours(since, ref="new", keep=str(keep)).cpu_seconds())
    return found


def _point(measured: Subject, name: str) -> None:
    subprocess.run(["git", "update-ref", "refs/heads/new", name], cwd=measured.folder, check=True)


def memory(ours: Command) -> float:
    """The peak of the process in MiB."""
    done = subprocess.run(ours.words, cwd=ours.folder, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[1])
