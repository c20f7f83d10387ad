"""What it costs to see where everything stands: many branches, and a long history."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Command, Figure, compare

COMMITS, BRANCHES, RELEASE = 20_000, 200, 200
TEAM = "areas: {all: {title: All, paths: ['*']}}\n"


def figures(scratch: Path) -> Iterator[Figure]:
    """Seconds of the screen beyond start-up, and what four times the history makes of them."""
    short, long = (made(scratch / f"standing-{commits}", commits) for commits in (COMMITS, 4 * COMMITS))
    start = Command([teamkit(), "--version"], scratch)
    mine, floor, _ = compare(lambda: cpu_seconds(short), start.cpu_seconds, runs=5)
    detail = f"{BRANCHES} branches, {COMMITS:,} commits"
    yield Figure("teamkit flow status: CPU beyond start-up", mine - floor, "s", "≤ 1", detail)
    more, less, ratio = compare(lambda: cpu_seconds(long), lambda: cpu_seconds(short), runs=5)
    yield Figure("flow status: 4 times the history", ratio, "x", "about 1", f"{more:.2f} s and {less:.2f} s")


def teamkit() -> str:
    """The tool of this environment."""
    return str(Path(sys.executable).parent / "teamkit")


def cpu_seconds(folder: Path) -> float:
    """The cost of one screen."""
    return Command([teamkit(), "flow", "status"], folder).cpu_seconds()


def made(folder: Path, commits: int) -> Path:
    """A repository under GitFlow with so many commits, whose branches left the last thousands of them."""
    folder.mkdir()
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "--quiet", "--initial-branch", "main"], check=True)
    stream = "".join(history(commits, int(time.time())))
    subprocess.run([*git, "fast-import", "--quiet"], input=stream, text=True, check=True)
    subprocess.run([*git, "switch", "--quiet", "develop"], check=True)
    return folder


def history(commits: int, now: int) -> Iterator[str]:
    """A stream for git: one feature a minute until now, releases with tags that come back, and branches at the end."""
    yield commit("main", now - commits * 60, "Start", **{"team.yml": TEAM})
    yield "reset refs/heads/develop\nfrom refs/heads/main\n\n"
    for left in reversed(range(commits)):
        at = now - left * 60
        yield commit("develop", at, f"feat: number {left}", **{f"docs/{left % 1000}.md": f"{left}\n"})
        if left % RELEASE == RELEASE // 2:
            yield commit("main", at, "Merge branch 'release'", "develop")
            yield f"reset refs/tags/v1.{commits - left}.0\nfrom refs/heads/main\n\n"
            yield commit("develop", at, "Merge branch 'main' into develop", "main")
        if left % 20 == 0 and left // 20 < BRANCHES:
            name = f"feature/{left}"
            yield f"reset refs/heads/{name}\nfrom refs/heads/develop\n\n"
            yield from (commit(name, at, f"feat: part {part}", **{f"{left}.py": f"{part}\n"}) for part in range(3))


def commit(branch: str, at: int, subject: str, other: str = "", /, **files: str) -> str:
    """A commit for git's fast-import, or the merge of another branch."""
    head = f"commit refs/heads/{branch}\ncommitter Ada <ada@example.com> {at} +0000\ndata {len(subject)}\n{subject}\n"
    merge = f"merge refs/heads/{other}\n" if other else ""
    texts = (f"M 100644 inline {path}\ndata {len(text)}\n{text}\n" for path, text in files.items())
    return f"{head}{merge}{''.join(texts)}\n"
