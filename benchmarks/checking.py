"""What teamkit costs: to start, to find owners, and to check a large tree."""

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.measuring import Command, Figure, compare
from teamkit.checks import CHECKS
from teamkit.checks.facts import Facts
from teamkit.checks.verdict import verdict
from teamkit.team.model import Area, Team, User
from teamkit.team.owning import Ownership


def figures(scratch: Path) -> Iterator[Figure]:
    """Start-up beyond an empty interpreter, look-ups by number of rules, and all checks on 5,000 files."""
    start = Command([str(Path(sys.executable).parent / "teamkit"), "--version"], scratch)
    mine, empty, _ = compare(start.cpu_seconds, Command([sys.executable, "-c", ""], scratch).cpu_seconds, runs=5)
    yield Figure("teamkit --version: CPU beyond an empty interpreter", mine - empty, "s", "≤ 0.15", "")
    many, few, ratio = compare(lambda: look_up(1000), lambda: look_up(10), runs=5)
    detail = f"{many:.2f} s and {few:.2f} s"
    yield Figure("owners of 10,000 files: 1,000 rules against 10", ratio, "x", "far below 100", detail)
    check_all(5000)
    yield Figure("all checks on 5,000 files: CPU", check_all(5000), "s", "≤ 1", "28 rules")


def team(rules: int) -> Team:
    """A team of two with a general rule and one for each app."""
    people = {"ada": User(name="Ada", handle="ada"), "grace": User(name="Grace", handle="grace")}
    paths = ["*", *(f"/apps/app_{number}/" for number in range(rules - 1))]
    areas = {
        f"area-{number}": Area(title=f"Area {number}", paths=(path,), accountable="ada", deputy="grace")
        for number, path in enumerate(paths)
    }
    return Team(users=people, areas=areas)


def look_up(rules: int, files: int = 10_000) -> float:
    """CPU seconds to find the owner of every file."""
    owned_by = team(rules)
    begin = time.process_time()
    ownership = Ownership(owned_by)
    for number in range(files):
        ownership.rule(f"apps/app_{number % 1000}/models_{number}.py")
    return time.process_time() - begin


def check_all(files: int) -> float:
    """CPU seconds of every check."""
    tree = tuple(f"apps/app_{number % 27}/module_{number}.py" for number in range(files))
    begin = time.process_time()
    verdict(Facts(team=team(28), tree=tree, today=date(2026, 1, 1), touches={}), CHECKS.values())
    return time.process_time() - begin
