"""Plan a wave: rehearse the update of each repository that has something to take."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from pydantic import TypeAdapter

from teamkit.findings import Unseen
from teamkit.lifecycle.fleet.keeping import Sight, once
from teamkit.lifecycle.fleet.listing import Entry, Listing
from teamkit.lifecycle.fleet.mirrors import clone_of
from teamkit.lifecycle.fleet.seeing import found
from teamkit.lifecycle.fleet.wave import Move, Wave
from teamkit.lifecycle.fleet.workers import Limits, each
from teamkit.lifecycle.updating.checking import checked
from teamkit.lifecycle.updating.model import Rehearsal
from teamkit.lifecycle.updating.rehearsing import rehearse
from teamkit.lifecycle.updating.suites import put_to_test
from teamkit.publish.fleet.model import Adopted, Fleet, Standing

BLIND = 2
_REHEARSAL = TypeAdapter(Rehearsal)


@dataclass(frozen=True)
class Trip:
    """A repository that has something to take: from which commit on, up to which release, and tested or not."""

    entry: Entry
    head: str
    newest: str
    is_tested: bool


def trips(listing: Listing, fleet: Fleet, *, is_tested: bool) -> tuple[Trip, ...]:
    """The repositories whose update is worth a rehearsal."""
    return tuple(
        Trip(entry, standing.head, standing.adopted.newest, is_tested)
        for entry, standing in zip(listing.entries, fleet.repositories, strict=True)
        if isinstance(standing.head, str) and isinstance(standing.adopted, Adopted)
        if standing.adopted.newest and standing.adopted.behind != 0
    )


def planned(listing: Listing, fleet: Fleet, rehearsals: Iterable[tuple[Trip, Rehearsal | Unseen]]) -> Wave:
    """A wave over a fleet, from the rehearsals of its trips."""
    known = {trip.entry: rehearsal for trip, rehearsal in rehearsals}
    pairs = zip(listing.entries, fleet.repositories, strict=True)
    return Wave(tuple(_move(entry, standing, known.get(entry)) for entry, standing in pairs), fleet.unlisted)


def rehearsed(
    several: Iterable[Trip], sight: Sight, limits: Limits, told: Callable[[str], None]
) -> list[tuple[Trip, Rehearsal | Unseen]]:
    """What comes of each trip; `told` hears the name of each that was rehearsed."""
    done = []
    for trip, rehearsal in each(partial(_rehearsed, sight), several, limits):
        done.append((trip, rehearsal))
        told(trip.entry.name)
    return done


def _rehearsed(sight: Sight, trip: Trip) -> Rehearsal:
    entry = trip.entry
    root = clone_of(entry.address, sight.mirrors) if entry.is_remote else found(entry, sight)
    tests = (partial(put_to_test, command=None),) if trip.is_tested else ()
    tries = (partial(checked, today=sight.day), *tests)
    key = f"rehearsal {trip.is_tested} {entry.address} {trip.head} {trip.newest}"
    return once(sight, key, _REHEARSAL, lambda: rehearse(root, None, tries), lambda done: done.exit_code != BLIND)


def _move(entry: Entry, standing: Standing, rehearsal: Rehearsal | Unseen | None) -> Move:
    adopted = standing.adopted
    if not isinstance(adopted, Adopted):
        return Move(entry, "", adopted)
    behind = adopted.behind if isinstance(adopted.behind, Unseen) else None
    return Move(entry, adopted.version, rehearsal or behind)
