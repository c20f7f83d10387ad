"""Who has worked where lately."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from teamkit.history.git import ask, is_shallow
from teamkit.history.writers import written

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
    since = datetime.combine(today - timedelta(days=DAYS), time(), UTC)
    found: dict[str, dict[str, date]] = {}
    for each in written(root, "HEAD", since):
        user = user_of(each.name, each.address)
        if user:
            for area in {area for path in each.paths for area in areas_of(path)}:
                days = found.setdefault(area, {})
                days[user] = max(days.get(user, date.min), each.at.date())
    return found
