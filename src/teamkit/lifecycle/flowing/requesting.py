"""The steps that every request needs."""

from collections.abc import Iterator

from teamkit.checks.wording import counted
from teamkit.history.meeting import Meeting
from teamkit.lifecycle.flowing.desk import Wanted
from teamkit.lifecycle.flowing.steps import ByHand, Note, Propose, Step


def requested(wanted: Wanted) -> Step:
    """What opens a request, or where it is open."""
    proposal = wanted.proposal
    if wanted.opened:
        return Note(f"{proposal.source} → {proposal.target} is open: {wanted.opened.url}")
    return ByHand(proposal, wanted.page, wanted.why) if wanted.why else Propose(proposal, wanted.page)


def told(branch: str, met: Meeting, target: str, uncommitted: int) -> Iterator[Note]:
    """What those who ask for a branch should know of it, as it comes to its target."""
    if uncommitted:
        yield Note(f"not committed, so not part of it, and left as it is: {counted(uncommitted, 'file')}")
    if met.conflicts:
        yield Note(f"{', '.join(met.conflicts)} conflict with {target}; take it in: git merge {target}")
    elif met.lacks:
        yield Note(f"{branch} lacks {counted(met.lacks, 'commit')} of {target}; to have them: git merge {target}")
