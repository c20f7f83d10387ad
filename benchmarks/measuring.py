"""Measure commands as whole processes, against each other in one run."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SOMEBODY = {
    **{f"GIT_{role}_{what}": "me@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
"""Who commits where git is to know nobody."""


@dataclass(frozen=True)
class Figure:
    """One line of the report: what was measured, what came out, and the bound it is held against."""

    name: str
    value: float
    unit: str
    bound: str
    detail: str


@dataclass(frozen=True)
class Command:
    """A command line, where it runs, and in which environment (the current one by default)."""

    words: Sequence[str]
    folder: Path
    environment: Mapping[str, str] | None = None

    def cpu_seconds(self) -> float:
        """User and system seconds of the command and of its children.

        Raises CalledProcessError when it fails, with what it said.
        """
        before = os.times()
        environment = {**(self.environment or os.environ)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        try:
            subprocess.run(self.words, cwd=self.folder, env=environment, check=True, capture_output=True)
        except subprocess.CalledProcessError as failed:
            failed.add_note(failed.stderr.decode(errors="replace"))
            raise
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    def wall_seconds(self) -> float:
        """Seconds from start to end."""
        begin = time.perf_counter()
        self.cpu_seconds()
        return time.perf_counter() - begin


def compare(ours: Callable[[], float], floor: Callable[[], float], runs: int) -> tuple[float, float, float]:
    """Medians of ours, of the floor, and of the ratio pair by pair, after one run of each that is not counted."""
    ours()
    floor()
    pairs = [(ours(), floor()) for _ in range(runs)]
    return (
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
        statistics.median(first / second for first, second in pairs),
    )
