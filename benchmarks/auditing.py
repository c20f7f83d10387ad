"""What it costs to audit a large repository that nobody has adopted, and what its history adds."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Command, Figure, compare
from benchmarks.standing import commit, teamkit

FILES, COMMITS = 5_000, 20_000
PROJECT = {
    "manage.py": "import django\n",
    "config/settings.py": "DEBUG = False\nINSTALLED_APPS = ['apps.a0']\n",
    "config/wsgi.py": "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings')\n",
    "requirements.txt": "django==5.2.8\n",
    **{f"apps/a{number}/migrations/__init__.py": "" for number in range(10)},
}
MIGRATION = "class Migration(migrations.Migration):\n    dependencies = [{parent}]\n    operations = []\n"
CODE = "def price_{number}(order):\n    return order.total * {number}  # token = settings.TOKEN\n\n\n" * 50


def figures(scratch: Path) -> Iterator[Figure]:
    """Seconds of a whole audit, start-up included, and of one that looks through history."""
    large, old = made(scratch / "audited", COMMITS), made(scratch / "audited-long", 4 * COMMITS)
    mine, _, ratio = compare(lambda: cpu_seconds(large), lambda: cpu_seconds(old), runs=3)
    detail = f"{FILES:,} files, {COMMITS:,} commits"
    yield Figure("teamkit audit: CPU", mine, "s", "≤ 5", detail)
    yield Figure("audit: 4 times the history", 1 / ratio, "x", "≤ 2", "")
    yield Figure("teamkit audit --history: CPU", cpu_seconds(large, "--history"), "s", "", detail)


def cpu_seconds(folder: Path, *words: str) -> float:
    """The cost of one audit that finds nothing red; what it cannot tell gives it the exit code 2."""
    script = f'"{teamkit()}" audit . --format json {" ".join(words)}; test $? -ne 3'
    return Command(["sh", "-c", script], folder).cpu_seconds()


def made(folder: Path, commits: int) -> Path:
    """A repository of so many files, of which each commit changes one."""
    folder.mkdir()
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "--quiet", "--initial-branch", "main"], check=True)
    stream = "".join(history(commits, int(time.time())))
    subprocess.run([*git, "fast-import", "--quiet"], input=stream, text=True, check=True)
    return folder


def history(commits: int, now: int) -> Iterator[str]:
    """A stream for git: all files at once, then one change a minute until now."""
    yield commit("main", now - commits * 60, "Start", **PROJECT, **dict(files()))
    for left in reversed(range(commits)):
        path = f"apps/a{left % 10}/part_{left % 400}.py"
        yield commit("main", now - left * 60, f"feat: number {left}", **{path: CODE.format(number=left)})


def files() -> Iterator[tuple[str, str]]:
    """Ten apps with code, tests and a line of migrations each, and what no code is."""
    for number in range(FILES - len(PROJECT)):
        app, part = f"apps/a{number % 10}", number // 10
        if number % 4 == 0:
            parent = f"('a{number % 10}', '{part - 2:04d}_part')" if part > 1 else ""
            yield f"{app}/migrations/{part:04d}_part.py", MIGRATION.format(parent=parent)
        elif number % 4 == 1:
            yield f"{app}/tests/test_{part}.py", f"def test_{part}():\n    assert True\n" * 20
        else:
            yield f"{app}/part_{part}.py", CODE.format(number=number)
