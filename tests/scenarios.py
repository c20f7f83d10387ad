"""Projects whose figures are known before anybody measures them: a history, its forge, and the truth about both.

Each request takes stages of drawn lengths, and each deployment a drawn place on the main line, so that the truth is
what was drawn and needs no measuring. What must not count lies between: programs, drafts, the author's own words, words
after the merge, requests that were closed, deployments elsewhere or once more, and what the record begins with.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from fake_forge.state import Deployment, Issue, Request, World
from importing import Importer

from teamkit.measure.periods import WEEK

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
WEEKS = 12
END = BEGIN + WEEK * WEEKS
PEOPLE = ("ada", "grace", "alan", "eve")
_SECOND = timedelta(seconds=1)
_MAIN = "main"


@dataclass(frozen=True)
class Change:
    """A request that somebody merged, and how long each of its stages took; `reviewed` says whether anybody looked."""

    number: int
    ready: datetime
    coding: timedelta
    pickup: timedelta
    review: timedelta
    is_reviewed: bool

    @property
    def merged(self) -> datetime:
        return self.ready + self.pickup + self.review


@dataclass
class Truth:
    """What is so, whoever measures it; durations in seconds."""

    coding: list[float] = field(default_factory=list)
    pickup: list[float] = field(default_factory=list)
    review: list[float] = field(default_factory=list)
    deployment: list[float] = field(default_factory=list)
    cycle: list[float] = field(default_factory=list)
    lead: list[float] = field(default_factory=list)
    unreviewed: int = 0
    merged: int = 0
    deployments: int = 1
    incidents: list[float] = field(default_factory=list)


@dataclass
class Scenario:
    """A repository, what its forge knows, and the truth."""

    folder: Path
    world: World
    truth: Truth


def scenario(seed: int, folder: Path) -> Scenario:
    """The project of a number."""
    chance = Random(seed)  # noqa: S311
    made = Scenario(folder, World(bots={"dependabot"}), Truth())
    changes = sorted(_changes(chance), key=lambda change: (change.merged, change.number))
    with Importer(folder) as repository:
        first = repository.commit("Start", {"shop.py": "0"}, at=BEGIN - WEEK)
        line, works = [first], []
        for change in changes:
            work, landed = _landed(repository, change, line[-1])
            works.append(work)
            line.append(landed)
    made.world.requests += [
        _request(chance, change, landed) for change, landed in zip(changes, line[1:], strict=True)
    ] + list(_others(chance, len(changes)))
    made.world.deployments += [_deployed(first, BEGIN - 2 * _SECOND)]
    _deploy(chance, made, changes, line)
    _break(chance, made)
    return made


def _changes(chance: Random) -> Iterator[Change]:
    for number in range(1, chance.randint(6, 30)):
        is_reviewed = chance.random() < 0.85
        spans = [timedelta(seconds=round(chance.lognormvariate(9.5, 1.2))) for _ in range(3)]
        ready = BEGIN + timedelta(seconds=chance.randrange(int((WEEK * (WEEKS - 4)).total_seconds())))
        yield Change(number, ready, spans[0], spans[1], spans[2] if is_reviewed else timedelta(), is_reviewed)


def _landed(repository: Importer, change: Change, main: str) -> tuple[str, str]:
    """A commit on a branch, and the merge that brings it to the main line."""
    files = {"shop.py": f"{change.number}"}
    work = repository.commit(f"Work on {change.number}", files, main, at=change.ready - change.coding)
    return work, repository.commit(f"Merge {change.number}", files, main, work, at=change.merged)


def _request(chance: Random, change: Change, landed: str) -> Request:
    author, reviewer = chance.sample(PEOPLE, 2)
    begun, is_draft = change.ready - change.coding, chance.random() < 0.3
    opened = begun + change.coding * chance.random() if is_draft else change.ready
    request = Request(
        change.number, target=_MAIN, author=author, opened=opened.replace(microsecond=0), is_draft=is_draft
    )
    request.commits = [begun, *([begun + change.coding / 2] if chance.random() < 0.5 else [])]
    if is_draft:
        request.happened("readied", change.ready, author)
    if chance.random() < 0.5:
        request.happened("commented", change.ready + change.pickup * 0.5, "dependabot")
    if chance.random() < 0.5:
        request.happened("said", change.ready + change.pickup * 0.3, author)
    if change.is_reviewed:
        act = chance.choice(["approved", "changes requested", "commented", "said"])
        request.happened(act, change.ready + change.pickup, None if chance.random() < 0.1 else reviewer)
    request.happened("merged", change.merged, landed=landed)
    if chance.random() < 0.3:
        request.happened("said", change.merged + timedelta(hours=1), reviewer)
    return request


def _others(chance: Random, last: int) -> Iterator[Request]:
    """Requests that no figure of merged ones may hold: closed ones, open ones, and those of programs."""
    for number in range(last + 1, last + chance.randint(2, 8)):
        author = chance.choice([*PEOPLE, "dependabot", None])
        request = Request(number, target=_MAIN, author=author, opened=BEGIN + timedelta(hours=chance.randrange(1500)))
        if author == "dependabot":
            request.happened("merged", request.opened + timedelta(hours=5), landed="d" * 40)
        elif chance.random() < 0.5:
            request.happened("closed", request.opened + timedelta(hours=9))
        yield request


def _deployed(commit: str, at: datetime, environment: str = "production") -> Deployment:
    states = [("in_progress", at - 2 * _SECOND), ("success", at)]
    return Deployment(commit, environment, at - 5 * _SECOND, states)


def _deploy(chance: Random, made: Scenario, changes: list[Change], line: list[str]) -> None:
    """Deploy some places of the main line in their order, and find what each was the first to bring."""
    truth, done, before = made.truth, 0, BEGIN
    for place in sorted(chance.sample(range(1, len(line)), chance.randint(0, len(line) // 2))):
        at = max(changes[place - 1].merged, before) + timedelta(seconds=chance.randrange(60, 200_000))
        if at >= END:
            break
        made.world.deployments.append(_deployed(line[place], at))
        made.world.deployments.append(_deployed(line[place], at - _SECOND, "staging"))
        if chance.random() < 0.2:
            made.world.deployments.append(_deployed(line[place], at + timedelta(hours=1)))
        for change in changes[done:place]:
            truth.deployment.append((at - change.merged).total_seconds())
            truth.lead.append((at - (change.ready - change.coding)).total_seconds())
        truth.deployments, done, before = truth.deployments + 1, place, at
    for number, change in enumerate(changes):
        waited = truth.deployment[number] if number < done else 0
        spans = [span.total_seconds() for span in (change.coding, change.pickup, change.review)]
        truth.coding.append(spans[0])
        truth.pickup.append(spans[1])
        truth.review.append(spans[2])
        truth.cycle.append(sum(spans) + waited)
        truth.unreviewed += not change.is_reviewed
    truth.merged = len(changes)


def _break(chance: Random, made: Scenario) -> None:
    """Let users suffer for drawn times, which the form tells or the issue's own life."""
    for number in range(1000, 1000 + chance.randint(0, 6)):
        started = BEGIN + timedelta(minutes=chance.randrange(60 * 24 * 60))
        lasted = timedelta(minutes=round(chance.lognormvariate(4, 1)) + 1)
        issue = Issue(number, opened=started, closed=started + lasted)
        if chance.random() < 0.5:
            ended = started + lasted
            issue.body = f"### Started\n\n{started:%Y-%m-%dT%H:%M}+00:00\n\n### Ended\n\n{ended:%Y-%m-%dT%H:%M}+00:00\n"
            issue.opened, issue.closed = started + timedelta(hours=3), ended + timedelta(hours=30)
        made.world.issues.append(issue)
        made.truth.incidents.append(lasted.total_seconds())
