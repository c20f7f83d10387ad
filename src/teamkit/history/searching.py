"""Which files of the work tree say a word."""

import subprocess
from pathlib import Path

from teamkit.history.git import command, environment


def mentioning(root: Path, word: str, *paths: str) -> tuple[str, ...]:
    """The tracked files that hold a word; `paths` are pathspecs. None where git cannot say."""
    asked = command("grep", "--name-only", "-z", "--fixed-strings", "--word-regexp", "-e", word, "--", *paths)
    done = subprocess.run(asked, cwd=root, env=environment(), capture_output=True, text=True, check=False)
    return tuple(path for path in done.stdout.split("\0") if path)
