"""Who worked on a repository lately, as a suggestion to those who write its team.yml."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from teamkit.history.habits import is_bots
from teamkit.history.writers import written
from teamkit.lifecycle.adopting.handles import handle_of

DAYS = 183
_MOST = 4000


@dataclass(frozen=True)
class Known:
    """Somebody whose handle is known."""

    name: str
    handle: str

    @property
    def id(self) -> str:
        """What team.yml calls them."""
        return re.sub("[^a-z0-9]+", "-", self.handle.lower()).strip("-")


@dataclass(frozen=True)
class Suggestion:
    """Somebody with commits: in how many of the last months, in which areas, most of them first.

    `handle` is None where no address of theirs names it beyond doubt.
    """

    name: str
    handle: str | None
    months: int
    areas: tuple[str, ...]

    @property
    def known(self) -> Known | None:
        """Whoever may be written into team.yml."""
        return Known(self.name, self.handle) if self.handle else None


@dataclass
class _Seen:
    months: set[str] = field(default_factory=set)
    areas: dict[str, int] = field(default_factory=dict)
    handle: str | None = None


def suggestions(
    root: Path, head: str, forge: str, areas_of: Callable[[str], Iterable[str]], today: date
) -> tuple[Suggestion, ...]:
    """Everybody who committed in the last half year, the steadiest first; programs are left out."""
    since = datetime.combine(today - timedelta(days=DAYS), time(), UTC)
    seen: dict[str, _Seen] = {}
    for commit in islice(written(root, head, since), _MOST):
        if not is_bots(f"{commit.name} <{commit.address}>"):
            one = seen.setdefault(commit.name, _Seen())
            one.months.add(f"{commit.at:%Y-%m}")
            one.handle = one.handle or handle_of(commit.address, forge)
            for area in {area for path in commit.paths for area in areas_of(path)}:
                one.areas[area] = one.areas.get(area, 0) + 1
    return _ordered(seen)


def _ordered(seen: Mapping[str, _Seen]) -> tuple[Suggestion, ...]:
    several = (
        Suggestion(
            name, one.handle, len(one.months), tuple(sorted(one.areas, key=lambda area: (-one.areas[area], area)))
        )
        for name, one in seen.items()
    )
    return tuple(sorted(several, key=lambda each: (-each.months, -sum(seen[each.name].areas.values()), each.name)))
