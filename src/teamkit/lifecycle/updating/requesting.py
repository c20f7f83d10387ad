"""Ask for review of an update that was delivered."""

from collections.abc import Iterator

from teamkit.checks.wording import counted
from teamkit.forges.kinds import GITHUB
from teamkit.forges.model import Proposal
from teamkit.history.meeting import meeting
from teamkit.lifecycle.flowing.desk import Desk
from teamkit.lifecycle.flowing.here import Here
from teamkit.lifecycle.flowing.releasing import pushed
from teamkit.lifecycle.flowing.requesting import requested
from teamkit.lifecycle.flowing.steps import Git, Note, Revise, Step
from teamkit.lifecycle.updating.delivering import Delivery, Standing
from teamkit.lifecycle.updating.describing import text


def planned(place: Here, desk: Desk, delivery: Delivery) -> Iterator[Step]:
    """What brings an update to those who review it; what people did on its branch stays. Raises ForgeError."""
    wanted = desk.wanted(_proposal(place, desk, delivery))
    if delivery.theirs is Standing.OTHERS:
        yield Note(f"{delivery.branch} has commits that no update made, so it stays as it is: merge it, or delete it")
        yield requested(wanted)
        return
    more = meeting(place.root, delivery.rehearsal.head, place.working.head).brings
    if more:
        what = f"{delivery.branch} brings {counted(more, 'commit')} of what is checked out here"
        yield Note(f"{what}, which {place.working} lacks; to leave them out: git switch {place.flow.working}")
    yield from _pushed(place, delivery)
    yield Revise(wanted.opened, wanted.proposal) if wanted.opened else requested(wanted)


def _proposal(place: Here, desk: Desk, delivery: Delivery) -> Proposal:
    body = text(delivery.rehearsal, (desk.home[0] if desk.home else GITHUB).longest)
    return Proposal(delivery.branch, place.flow.working, delivery.title, body, is_draft=delivery.is_draft)


def _pushed(place: Here, delivery: Delivery) -> Iterator[Step]:
    """The branch goes to its own name, in place of an older update only as that was seen."""
    theirs = place.theirs(delivery.branch)
    if not theirs:
        yield pushed(place.shared, delivery.branch)
    elif delivery.theirs is Standing.OLDER:
        ref = f"refs/heads/{delivery.branch}"
        yield Git("push", f"--force-with-lease={ref}:{theirs.head}", place.shared, f"{ref}:{ref}")
