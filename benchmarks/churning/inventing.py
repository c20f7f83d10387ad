"""Invents a history: each commit rewrites some lines of two files, and lands as a merge eight hours after the last."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryFile

from benchmarks.standing import commit

FILES, LINES = 400, 200
BEGIN, BETWEEN = 1_500_000_000, 8 * 3600


def made(folder: Path, commits: int) -> Path:
    """A repository with so many commits, merges included."""
    folder.mkdir()
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "--quiet", "--bare", "--initial-branch", "main"], check=True)
    with TemporaryFile("w+") as stream:
        stream.writelines(history(commits))
        stream.seek(0)
        subprocess.run([*git, "fast-import", "--quiet"], stdin=stream, check=True)
    return folder


def history(commits: int) -> Iterator[str]:
    """A stream for git, the same each time."""
    random = Random(commits)  # noqa: S311
    files = {
        f"apps/app_{number % 20}/module_{number}.py": [f"    line_{line} = {number}\n" for line in range(LINES)]
        for number in range(FILES)
    }
    yield commit("main", BEGIN, "Start", **{path: "".join(lines) for path, lines in files.items()})
    for number in range(1, commits // 2):
        at = BEGIN + number * BETWEEN
        changed = random.sample(list(files), 2)
        for path in changed:
            for line in random.sample(range(LINES), 3):
                files[path][line] = f"    value_{line} = {number}\n"
        texts = {path: "".join(files[path]) for path in changed}
        yield "reset refs/heads/work\nfrom refs/heads/main\n\n"
        yield commit("work", at, f"feat: number {number}", **texts)
        yield commit("main", at, "Merge branch 'work'", "work", **texts)
