"""Who has worked where lately."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from teamkit.history.git import ask, is_shallow

DAYS = 90


def began(root: Path) -> date:
    """The day of the oldest commit that has no parents."""
    return min(map(date.fromisoformat, ask(root, "log", "--max-parents=0", "--format=%cs").split()))


def touches(
    root: Path, areas_of: Callable[[str], Iterable[str]], user_of: Callable[[str, str], str | None], today: date
) -> Mapping[str, Mapping[str, date]] | None:
    """The last day on which each user committed in each area, for the last 90 days; None where history is cut off.

    `areas_of` gives the areas of a path, `user_of` the user behind a name and an e-mail address.
    """
    if is_shallow(root):
        return None
    since = (today - timedelta(days=DAYS)).isoformat()
    log = ask(root, "log", "--no-merges", f"--since={since}", "--name-only", "-z", "--format=%x01%an%x02%ae%x02%cs")
    found: dict[str, dict[str, date]] = {}
    for commit in log.split("\x01")[1:]:
        head, *paths = commit.split("\0")
        name, email, day = head.split("\x02")
        user = user_of(name, email)
        if user:
            for area in {area for path in paths for area in areas_of(path.strip("\n"))}:
                days = found.setdefault(area, {})
                days[user] = max(days.get(user, date.min), date.fromisoformat(day))
    return found
