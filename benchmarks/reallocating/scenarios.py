"""Simulated teams: who writes, who is asked for a review, and how long it takes; the same for every policy.

What is assumed:
- Standing is skewed: the one in place k is at home in a folder with weight 1 / k, so a few people know most of them.
- A request touches one to four files of one folder; four of five authors belong to the few people at home there.
- Authors ask whom they have seen at work on these files, the more so the oftener, and the better they stand, by the
  root of their weight; one of seven asks just anybody. They do not look at how much waits for whom.
- Everybody opens a request on two of five days, and reviews for two hours of each, the first request first.
- Reviews take exponentially distributed times, and half as long again for who does not know the files. They are paced
  so that whoever is asked most could do it all in 85 % of the time: no queue grows for ever.
- Nobody is away, leaves, or refuses.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from teamkit.forges.model import Act, Review
from teamkit.forges.past.model import PastRequest

DAY = timedelta(days=1)
START = datetime(2026, 1, 1, tzinfo=UTC)
PAST, DAYS = 120, 60
SIZES = (4, 6, 10, 16, 25)
SEEDS = (1, 2, 3)
OPENED = 0.4
HOURS, BUSY = 2, 0.85


@dataclass(frozen=True)
class Arrival:
    """A request as it is opened: when, by whom, on which files, whom it asks, and how many hours its review takes."""

    number: int
    at: datetime
    author: str
    files: tuple[str, ...]
    asked: str
    hours: float


@dataclass(frozen=True)
class Scenario:
    """A team, the requests that were merged before the replay begins, and those that arrive in it."""

    people: tuple[str, ...]
    past: tuple[PastRequest, ...]
    arrivals: tuple[Arrival, ...]


def scenarios(seeds: Sequence[int]) -> Iterator[Scenario]:
    """A team of each size for each seed."""
    return (scenario(size, seed) for seed in seeds for size in SIZES)


def scenario(size: int, seed: int) -> Scenario:
    """A team of a size."""
    chance = Random(f"{size} people, {seed}")  # noqa: S311
    people = tuple(f"@p{number:02}" for number in range(1, size + 1))
    opened = tuple(_opened(chance, people))
    past = tuple(merged(each, each.at + DAY, (each.asked,)) for each in opened if each.at < START)
    return Scenario(people, past, tuple(_paced([each for each in opened if each.at >= START])))


def _paced(arrivals: Sequence[Arrival]) -> Iterator[Arrival]:
    """The same, with reviews of such a length that whoever is asked most can do it."""
    asked: defaultdict[str, float] = defaultdict(float)
    for each in arrivals:
        asked[each.asked] += each.hours
    pace = BUSY * HOURS * DAYS / max(asked.values())
    return (replace(each, hours=each.hours * pace) for each in arrivals)


def _opened(chance: Random, people: Sequence[str]) -> Iterator[Arrival]:
    """Every request, the first day first."""
    standing = [1 / place for place in range(1, len(people) + 1)]
    homes = [chance.choices(people, standing, k=3) for _ in range(2 * len(people))]
    seen: dict[str, Counter[str]] = {}
    number = 0
    for day in range(-PAST, DAYS):
        for _ in range(sum(chance.random() < OPENED for _ in people)):
            number += 1
            folder = chance.randrange(len(homes))
            author = chance.choice(homes[folder] if chance.random() < 0.8 else people)
            files = _files(chance, folder)
            asked = _asked(chance, people, author, sum((seen.get(path, Counter()) for path in files), Counter()))
            for path in files:
                seen.setdefault(path, Counter()).update((author, asked))
            yield Arrival(number, START + DAY * (day + chance.random()), author, files, asked, chance.expovariate(1))


def _files(chance: Random, folder: int) -> tuple[str, ...]:
    return tuple(sorted({f"apps/part{folder:02}/file{chance.randrange(8)}.py" for _ in range(chance.randint(1, 4))}))


def _asked(chance: Random, people: Sequence[str], author: str, seen: Counter[str]) -> str:
    known = {who: times / (people.index(who) + 1) ** 0.5 for who, times in sorted(seen.items()) if who != author}
    if known and chance.random() > 1 / 7:
        return chance.choices(tuple(known), tuple(known.values()))[0]
    return chance.choice([who for who in people if who != author])


def opening(arrival: Arrival, asked: Sequence[str], acts: Sequence[Review] = ()) -> PastRequest:
    """A request as a forge tells of it while it is open."""
    return PastRequest(
        number=arrival.number,
        title=f"Change {arrival.files[0]}",
        url="",
        author=arrival.author.removeprefix("@"),
        is_bots=False,
        source="feature",
        target="main",
        is_draft=False,
        begun=arrival.at,
        opened=arrival.at,
        ready=arrival.at,
        merged=None,
        closed=None,
        updated=arrival.at,
        landed="",
        lines=10,
        files=arrival.files,
        asked=tuple(who.removeprefix("@") for who in asked),
        acts=tuple(acts),
    )


def review(who: str, at: datetime) -> Review:
    """An approval."""
    return Review(who.removeprefix("@"), Act.APPROVED, at)


def merged(arrival: Arrival, at: datetime, reviewers: Sequence[str]) -> PastRequest:
    """The same once it is reviewed and merged."""
    return replace(opening(arrival, (), tuple(review(who, at) for who in reviewers)), merged=at, updated=at)
