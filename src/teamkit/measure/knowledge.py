"""Who knows which paths: whoever wrote or reviewed there, the more so the later.

Each day on which somebody touched a path counts by the curve of forgetting, on which repetition builds: Krüger,
Wiemann, Fenske, Saake and Leich, "Do You Remember This Source Code?", ICSE (2018), doi:10.1145/3180155.3180215. Reviews
count as commits do: Hajari and others, arXiv 2312.17236.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from teamkit.forges.past.model import PastRequest
from teamkit.measure.naming import person
from teamkit.measure.responding import by_people, responses
from teamkit.team.model import Team

HALF_LIFE = timedelta(days=90)
"""After so long half is forgotten: the quarter after which an owner does not count as seen in an area any more."""

FORGOTTEN = timedelta(weeks=52)
"""What was touched before is forgotten: of one day then less than a sixteenth would be left."""

REMEMBERED = 0.25
"""Who remembers at least what one day leaves after two half-lives knows a path."""

type Memory = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Touch:
    """Somebody wrote or reviewed a path; `person` is the id of a user of team.yml, else @handle."""

    person: str
    path: str
    at: datetime


def touches(team: Team, requests: Iterable[PastRequest], now: datetime) -> Iterator[Touch]:
    """What people touched lately by requests: authors those that were merged, reviewers those that they answered."""
    for request in by_people(team, (each for each in requests if each.updated >= now - FORGOTTEN)):
        acts = [(act.author, act.at) for act in responses(team, request)]
        authors = [(request.author, request.merged)] if request.merged else []
        for handle, at in (*acts, *authors):
            if handle:
                yield from (Touch(person(team, handle), path, at) for path in request.files)


class Knowledge:
    """What is remembered of paths, and of the folders that they are in, at an instant."""

    def __init__(self, several: Iterable[Touch], now: datetime) -> None:
        """Remember; what is touched on a day counts once."""
        days = sorted(
            {(each.person, each.path, (now - each.at).days) for each in several if now - FORGOTTEN <= each.at <= now}
        )
        self._paths: Memory = _memory((path, who, age) for who, path, age in days)
        self._folders: Memory = _memory((_folder(path), who, age) for who, path, age in days)

    def of(self, who: str, paths: Collection[str]) -> float:
        """What somebody remembers of a path, on average over these."""
        return sum(self._paths.get(path, {}).get(who, 0) for path in paths) / max(1, len(paths))

    def near(self, who: str, paths: Collection[str]) -> float:
        """What somebody remembers of the folders of paths, on average over these."""
        return sum(self._folders.get(_folder(path), {}).get(who, 0) for path in paths) / max(1, len(paths))

    def known(self, who: str, paths: Iterable[str]) -> int:
        """How many of these paths somebody knows."""
        return sum(who in self.knowers((path,)) for path in paths)

    def knowers(self, paths: Collection[str]) -> frozenset[str]:
        """Everybody who knows one of these paths."""
        memories = ((who, memory) for path in paths for who, memory in self._paths.get(path, {}).items())
        return frozenset(who for who, memory in memories if memory >= REMEMBERED)

    def neighbours(self, paths: Iterable[str]) -> frozenset[str]:
        """Everybody who touched something in the folders of these paths."""
        return frozenset(who for path in paths for who in self._folders.get(_folder(path), {}))


def _memory(days: Iterable[tuple[str, str, int]]) -> Memory:
    """What everybody remembers of each place, from the ages in days of their touches."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for place, who, age in days:
        found[place][who] += 0.5 ** (age / HALF_LIFE.days)
    return found


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
