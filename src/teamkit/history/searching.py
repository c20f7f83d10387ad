"""Which files say a word."""

import os
import subprocess
from collections.abc import Collection
from pathlib import Path

from teamkit.history.git import command, environment, refusal


def mentioning(root: Path, word: str, *paths: str) -> tuple[str, ...]:
    """The tracked files that hold a word; `paths` are pathspecs. None where git cannot say."""
    return _found(root, "--word-regexp", "-e", word, "--", *paths)


def commits_mentioning(root: Path, word: str, path: str, commits: Collection[str]) -> frozenset[str]:
    """Which of some commits hold a word in a file."""
    found = _found(root, "-e", word, *commits, "--", path) if commits else ()
    return frozenset(each.partition(":")[0] for each in found)


def _found(root: Path, *words: str) -> tuple[str, ...]:
    asked = command("grep", "--name-only", "-z", "--fixed-strings", *words)
    done = subprocess.run(asked, cwd=root, env=environment(), capture_output=True, check=False)
    return tuple(path for path in os.fsdecode(done.stdout).split("\0") if path)


def lines(root: Path, pattern: str, tree: str) -> tuple[tuple[str, int, str], ...]:
    """Path, number and text of each line of a tree that matches an extended pattern, in whatever case.

    Raises Refusal where git cannot say.
    """
    asked = command("grep", "-n", "-z", "-I", "--ignore-case", "--extended-regexp", "-e", pattern, tree)
    done = subprocess.run(asked, cwd=root, env=environment(), capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        raise refusal(root, os.fsdecode(done.stderr))
    found = (line.split("\0", 2) for line in os.fsdecode(done.stdout).split("\n") if line.count("\0") > 1)
    return tuple((path.removeprefix(f"{tree}:"), int(number), text) for path, number, text in found)
