"""How people work on a repository, as its newest commits show."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from teamkit.history.git import ask, is_shallow

DAYS = 90
NEWEST = 200
_BOTS = re.compile(
    r"\[bot\]|\bbot(?= <|$)|dependabot|renovate|pre-commit-ci|weblate|<noreply@github\.com>|github-actions",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Habits:
    """The newest commits of the own line of a branch, how many of them are merges, and who wrote anything lately.

    `authors` are the addresses of people with a commit in the 90 days before the newest one, bots left out.
    """

    commits: int
    merges: int
    authors: frozenset[str]
    newest: date

    @property
    def share(self) -> int:
        """The share of merges, in hundredths."""
        return round(100 * self.merges / self.commits)


def habits(root: Path, ref: str) -> Habits | None:
    """How people worked on a ref lately; None where history is cut off."""
    if is_shallow(root):
        return None
    line = ask(root, "log", "--first-parent", f"--max-count={NEWEST}", "--no-show-signature", "--format=%P", ref, "--")
    parents = line.split("\n")[:-1]
    newest = date.fromisoformat(
        ask(root, "log", "--max-count=1", "--no-show-signature", "--format=%cs", ref, "--").strip()
    )
    since = f"--since={newest - timedelta(days=DAYS)}"
    told = ask(root, "log", "--no-merges", since, "--no-show-signature", "--format=%aN <%aE>", ref, "--").splitlines()
    return Habits(len(parents), sum(" " in each for each in parents), _people(told), newest)


def is_bots(author: str) -> bool:
    """Whether an author, as `name <address>`, is a program."""
    return _BOTS.search(author) is not None


def _people(told: Iterable[str]) -> frozenset[str]:
    """Addresses of people; one who uses several of them counts once by the name."""
    by_name = {who.partition(" <")[0].casefold(): who for who in told if not is_bots(who)}
    return frozenset(by_name)
