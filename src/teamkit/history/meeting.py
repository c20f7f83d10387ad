"""What happens where two commits meet, without a merge of them."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from teamkit.history.git import ask, command, environment, refusal


@dataclass(frozen=True)
class Meeting:
    """A commit that comes to another: how many commits it brings and lacks, and the files that both changed.

    `is_news` says whether it changes anything there, which a squash may have brought before.
    """

    brings: int
    lacks: int
    conflicts: tuple[str, ...]
    is_news: bool


def meeting(root: Path, comes: str, to: str) -> Meeting:
    """What `comes` would do to `to`. Raises Refusal where one of them is gone, or they have no commit in common."""
    brings, lacks = map(int, ask(root, "rev-list", "--left-right", "--count", f"{comes}...{to}", "--").split())
    if not (brings and lacks):
        return Meeting(brings, lacks, (), is_news=bool(brings))
    tree, *conflicts = merged(root, to, comes)
    is_news = bool(conflicts) or tree != ask(root, "rev-parse", f"{to}^{{tree}}").strip()
    return Meeting(brings, lacks, tuple(conflicts), is_news)


def merged(root: Path, *commits: str) -> list[str]:
    """The tree that a merge of two commits gives, then the files in conflict. Raises Refusal as `meeting` does."""
    asked = command("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", *commits)
    done = subprocess.run(asked, cwd=root, env=environment(), capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        raise refusal(root, os.fsdecode(done.stderr))
    return os.fsdecode(done.stdout).rstrip("\0").split("\0")
