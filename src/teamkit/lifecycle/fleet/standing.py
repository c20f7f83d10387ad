"""How a whole fleet stands."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from teamkit.checks.choosing import chosen
from teamkit.findings import Unseen
from teamkit.forges.addresses import without_password
from teamkit.lifecycle.fleet.keeping import Sight
from teamkit.lifecycle.fleet.listing import Entry, Listing
from teamkit.lifecycle.fleet.releases import Release, behind, releases
from teamkit.lifecycle.fleet.seeing import Recorded, Seen, see
from teamkit.lifecycle.fleet.workers import Limits, each
from teamkit.publish.fleet.model import Adopted, Fleet, Standing

type Known = Mapping[str, tuple[Release, ...] | Unseen]
"""The releases of templates, by the addresses that repositories record."""


def standing(listing: Listing, sight: Sight, limits: Limits, at: datetime, told: Callable[[str], None]) -> Fleet:
    """Every repository and how it stands; `told` hears the name of each as it was looked at."""
    seen: dict[Entry, Seen | Unseen] = {}
    for entry, found in each(partial(see, sight), listing.entries, limits):
        seen[entry] = found
        told(entry.name)
    known: Known = dict(each(releases, sorted(_templates(seen)), limits))
    return Fleet(
        at,
        tuple(_standing(entry, seen[entry], known) for entry in listing.entries),
        {check.name: check.title for check in chosen((), local=True)},
        listing.left_out,
        listing.unlisted,
    )


def _templates(seen: Mapping[Entry, Seen | Unseen]) -> set[str]:
    several = (found.recorded for found in seen.values() if isinstance(found, Seen))
    return {recorded.template for recorded in several if isinstance(recorded, Recorded)}


def _standing(entry: Entry, seen: Seen | Unseen, known: Known) -> Standing:
    if isinstance(seen, Unseen):
        return Standing(entry.name, entry.group, entry.address, seen, seen, seen, seen)
    adopted = _adopted(seen.recorded, known) if isinstance(seen.recorded, Recorded) else seen.recorded
    return Standing(entry.name, entry.group, entry.address, seen.head, adopted, seen.checks, seen.updated)


def _adopted(recorded: Recorded, known: Known) -> Adopted:
    released = known[recorded.template]
    newest = released[-1].tag if released and not isinstance(released, Unseen) else ""
    distance = released if isinstance(released, Unseen) else behind(recorded.version, released)
    return Adopted(
        without_password(recorded.template), recorded.version, newest, distance, recorded.profile, recorded.kept
    )
