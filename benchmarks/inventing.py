"""A busy project that nobody has, and forges that remember each landing of a project as a request."""

import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from fake_forge.state import Deployment, File, Issue, Request, World

from benchmarks.standing import commit

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
WEEKS, A_WEEK = 104, 40
MODULES, LINES = 300, 60
PEOPLE = ("ada", "grace", "alan", "eve", "linus", "barbara", "edsger")
WORDS = ("show", "the", "basket", "total", "before", "payment", "mend", "order", "of", "tax", "lines", "twice", "stock")
HOUR = timedelta(hours=1)
DEPLOYED, BROKEN = 12, 90
"""Each so many-th landing is deployed, and each so many-th breaks something."""


def invented(folder: Path) -> Path:
    """A repository of two busy years."""
    folder.mkdir()
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "--quiet", "--initial-branch", "main"], check=True)
    subprocess.run([*git, "fast-import", "--quiet"], input="".join(history()), text=True, check=True)
    return folder


def history() -> Iterator[str]:
    """A stream for git: all modules at once, then landings that each write some of the lines of one anew."""
    chance = _dice(0)
    modules = {f"shop/part_{number}.py": [f"{line}\n" for line in range(LINES)] for number in range(MODULES)}
    yield commit("main", round(BEGIN.timestamp()), "Start", **{path: "".join(text) for path, text in modules.items()})
    moments = sorted(BEGIN + timedelta(weeks=WEEKS) * chance.random() for _ in range(WEEKS * A_WEEK))
    for number, at in enumerate(moments):
        path, size = chance.choice([*modules]), chance.randrange(2, 30)
        place = chance.randrange(LINES - size)
        modules[path][place : place + size] = [f"{number} {line}\n" for line in range(size)]
        yield commit("main", round(at.timestamp()), f"Land {number}", **{path: "".join(modules[path])})


def world(landings: Sequence[tuple[str, datetime]], now: datetime) -> World:
    """What a forge knows at an instant: of later landings the requests that are already open."""
    known = World(bots={"dependabot"})
    for number, (name, at) in enumerate(landings, start=1):
        known.requests += _request(number, name, at, now)
        if number % DEPLOYED == 0 and at < now:
            known.deployments.append(Deployment(name, "production", at, [("success", at + HOUR)]))
        if number % BROKEN == 0 and at < now:
            over = min(at + HOUR * _dice(number).lognormvariate(1, 1), now)
            known.issues.append(Issue(number + len(landings), opened=at + HOUR, closed=over + HOUR))
    return known


def _request(number: int, name: str, landed: datetime, now: datetime) -> Iterator[Request]:
    """The request of a landing, with what has happened to it; nothing where it is not open yet."""
    chance = _dice(number)
    coding, pickup, review = (HOUR * chance.lognormvariate(mean, 1.1) for mean in (2, 2.5, 1.8))
    looked = landed - review
    ready = (looked - pickup).replace(microsecond=0)
    if ready >= now:
        return
    author, reviewer = chance.sample(PEOPLE, 2)
    title = " ".join(chance.choices(WORDS, k=6)).capitalize()
    request = Request(number, target="main", author=author, opened=ready, title=title, commits=[ready - coding])
    request.files = [File(f"shop/part_{number % MODULES}.py", added=chance.randrange(200))]
    if looked < now:
        request.happened("approved", looked, reviewer)
    else:
        request.asked = [reviewer]
    if landed < now:
        request.happened("merged", landed, landed=name)
    yield request


def _dice(seed: int) -> Random:
    """Chance that is always the same."""
    return Random(seed)  # noqa: S311
