"""Says where everything stands, whole."""

from dataclasses import dataclass

from teamkit.checks.standing.blocking import Block, blocks
from teamkit.checks.standing.coming import Coming, coming
from teamkit.checks.standing.facts import Standing
from teamkit.checks.standing.people import People
from teamkit.checks.standing.rows import Row, rows
from teamkit.findings import Unseen


@dataclass(frozen=True)
class Status:
    """What was seen, and what follows from it: what comes next, what blocks that, every branch, and what is unseen."""

    seen: Standing
    since: Coming | None
    coming: Coming | None
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    unseen: tuple[Unseen, ...]


def status(seen: Standing) -> Status:
    """The whole judgement."""
    people = People(seen.team, seen.me)
    found = rows(seen, people)
    return Status(
        seen=seen,
        since=None if seen.since is None else coming(seen.since),
        coming=None if seen.coming is None else coming(seen.coming),
        blocks=tuple(blocks(seen, found, people)),
        rows=found,
        unseen=_unseen(seen),
    )


def _unseen(seen: Standing) -> tuple[Unseen, ...]:
    """What nobody could look at; a history that nobody could read follows from what is missing of it."""
    found = list(seen.unseen)
    if isinstance(seen.returning, Unseen) and not found:
        found.append(Unseen(f"nobody looked whether anything is lost: {seen.returning.why}", seen.returning.mend))
    if isinstance(seen.requests, Unseen):
        found.append(Unseen(f"requests and reviews are not shown: {seen.requests.why}", seen.requests.mend))
    return tuple(found)
