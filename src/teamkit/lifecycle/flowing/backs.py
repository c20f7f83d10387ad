"""What has to come back from production, and by which request."""

from collections.abc import Iterator
from dataclasses import dataclass

from teamkit.forges.model import Proposal
from teamkit.history.branches import Branch
from teamkit.history.meeting import meeting
from teamkit.history.returning import open_releases
from teamkit.lifecycle.flowing.desk import Desk, Wanted
from teamkit.lifecycle.flowing.here import Here
from teamkit.lifecycle.flowing.landings import landings
from teamkit.lifecycle.flowing.requesting import requested
from teamkit.lifecycle.flowing.steps import Git, Note, Step
from teamkit.lifecycle.flowing.versions import numbering

_PLAIN = """\
Brings what {production} has back to {target}. Merge it by a merge commit: a squash would part the branches for ever.
"""
_CONFLICTING = """\
Brings what {production} has back to {target}, where these files conflict:

{files}

Resolve it on this branch, then merge the request by a merge commit:

    git fetch {remote}
    git switch {source}
    git merge {remote}/{target}
    git push
"""


@dataclass(frozen=True)
class Back:
    """The request by which a branch gets what it lacks, and the files that conflict there.

    It comes from production itself or from a branch, which is still to be pushed where `pushed` names its commit.
    """

    wanted: Wanted
    remote: str
    conflicts: tuple[str, ...]
    pushed: str | None


def lacking(place: Here) -> Iterator[tuple[Branch, tuple[str, ...]]]:
    """The branches that lack something of production, develop first, and the files that conflict there."""
    if not place.flow.is_gitflow:
        return
    shared = tuple(branch for branch in place.known if branch.remote == place.remote)
    for target in (place.working, *open_releases(place.root, shared, place.production, place.working)):
        met = meeting(place.root, place.production.head, target.head)
        if met.is_news:
            yield target, met.conflicts


def backs(place: Here, desk: Desk, version: str) -> tuple[Back, ...]:
    """What comes back after a version. Raises ForgeError."""
    return tuple(_back(place, desk, version, target, conflicts) for target, conflicts in lacking(place))


def _back(place: Here, desk: Desk, version: str, target: Branch, conflicts: tuple[str, ...]) -> Back:
    production = place.production
    direct = desk.wanted(_proposal(place, production.name, target, version, conflicts))
    if target.name == place.flow.working and (direct.opened or not conflicts):
        return Back(direct, place.shared, conflicts, None)
    into = "" if target.name == place.flow.working else f"-into-{target.name.partition('/')[2]}"
    source = f"backmerge/{version}{into}"
    theirs = place.theirs(source)
    lacks = theirs is None or meeting(place.root, production.head, theirs.head).brings > 0
    wanted = desk.wanted(_proposal(place, source, target, version, conflicts))
    return Back(wanted, place.shared, conflicts, production.head if lacks else None)


def _proposal(place: Here, source: str, target: Branch, version: str, conflicts: tuple[str, ...]) -> Proposal:
    files = "\n".join(f"- `{path}`" for path in conflicts)
    words = {"production": place.flow.production, "target": target.name, "source": source, "remote": place.shared}
    body = (_CONFLICTING if conflicts else _PLAIN).format(files=files, **words)
    return Proposal(source, target.name, f"chore: bring {version} back to {target.name}", body)


def brought(back: Back) -> Iterator[Step]:
    """The steps that bring it."""
    proposal = back.wanted.proposal
    if back.pushed:
        yield Git("push", back.remote, f"{back.pushed}:refs/heads/{proposal.source}")
    yield requested(back.wanted)
    if back.conflicts:
        yield Note(f"{', '.join(back.conflicts)} conflict on {proposal.target}; the request says how to resolve it")


def named(place: Here) -> str:
    """What comes back, by the version that reached production last, or by its newest commit."""
    production = place.production
    scheme = numbering(place.root, production.head)
    landing = next(landings(place.root, scheme, production.head), None)
    return landing.version if landing else production.head[:10]
