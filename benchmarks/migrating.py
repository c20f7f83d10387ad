"""What the checks over migrations cost, by the length of history: many open branches, and the same difference."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Command, Figure, compare

CHECKS = ("migration-radar", "migration-graph", "migration-edited")
BRANCHES = 50
MIGRATIONS = 500
APPS = 25
TEAM = "areas: {all: {title: All, paths: ['*']}}\n"
MIGRATION = "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"


def figures(scratch: Path) -> Iterator[Figure]:
    """Seconds beyond start-up on 20,000 commits, and ratios of short, longer and long histories."""
    short, longer, long = (Checking(scratch, commits) for commits in (5_000, 20_000, 80_000))
    start = Command([teamkit(), "--version"], scratch)
    mine, floor, _ = compare(longer.cpu_seconds, start.cpu_seconds, runs=5)
    detail = f"{BRANCHES} branches, {MIGRATIONS} migrations, 20,000 commits"
    yield Figure("checks over migrations: CPU beyond start-up", mine - floor, "s", "≤ 2", detail)
    for factor, repository in ((4, longer), (16, long)):
        mine, theirs, ratio = compare(repository.cpu_seconds, short.cpu_seconds, runs=5)
        detail = f"{mine:.2f} s and {theirs:.2f} s"
        yield Figure(f"checks over migrations: {factor} times the history", ratio, "x", "about 1", detail)


def teamkit() -> str:
    """The tool of this environment."""
    return str(Path(sys.executable).parent / "teamkit")


class Checking:
    """A repository, and the checks that are run in it."""

    def __init__(self, scratch: Path, commits: int) -> None:
        """Make a history of so many commits, 50 branches at its end, and one more that is checked out."""
        self.folder = scratch / f"history-{commits}"
        self.folder.mkdir()
        git = ["git", "-C", str(self.folder)]
        subprocess.run([*git, "init", "--quiet", "--initial-branch", "main"], check=True)
        stream = "".join(history(commits, int(time.time())))
        subprocess.run([*git, "fast-import", "--quiet"], input=stream, text=True, check=True)
        subprocess.run([*git, "switch", "--quiet", "mine"], check=True)

    def cpu_seconds(self) -> float:
        """The cost of one run, which finds nothing wrong."""
        return Command([teamkit(), "check", "--local", *CHECKS], self.folder).cpu_seconds()


def history(commits: int, now: int) -> Iterator[str]:
    """A stream for git: migrations, then other files, one a minute until now; branches leave the last commits."""
    yield commit("main", now - commits * 60, **{"team.yml": TEAM}, **dict(migrations()))
    for left in reversed(range(commits - 1)):
        yield commit("main", now - left * 60, **{f"docs/{left % 1000}.md": f"{left}\n"})
        if left < BRANCHES:
            app = f"app_{left % APPS}"
            new = {f"{app}/migrations/0100_branch_{left}.py": migration(app, f"{MIGRATIONS // APPS - 1:04}")}
            yield commit(f"branch-{left}", now, "refs/heads/main", **new)
    yield commit("mine", now, "refs/heads/main", **{"mine/migrations/0001.py": migration("mine", None)})


def migrations() -> Iterator[tuple[str, str]]:
    """The files of all apps, each migration after the one before."""
    for number in range(MIGRATIONS):
        app, place = f"app_{number % APPS}", number // APPS
        yield f"{app}/migrations/__init__.py", ""
        yield f"{app}/migrations/{place:04}.py", migration(app, f"{place - 1:04}" if place else None)
    yield "mine/migrations/__init__.py", ""


def migration(app: str, after: str | None) -> str:
    """A migration of fifty fields, as large as those of real projects."""
    fields = "".join(f'        migrations.AddField("Thing", "field_{app}_{number}", None),\n' for number in range(50))
    dependencies = [(app, after)] if after else []
    return f"{MIGRATION}    dependencies = {dependencies}\n    operations = [\n{fields}    ]\n"


def commit(branch: str, at: int, start: str = "", /, **files: str) -> str:
    """A commit for git's fast-import."""
    head = f"commit refs/heads/{branch}\ncommitter Ada <ada@example.com> {at} +0000\ndata 1\nx\n"
    begin = f"from {start}\n" if start else ""
    texts = (f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n" for path, text in files.items())
    return f"{head}{begin}{''.join(texts)}\n"
