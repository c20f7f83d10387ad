"""A version on its way to production and back, as git and forge tell it."""

from dataclasses import dataclass
from pathlib import Path

from teamkit.findings import Refusal
from teamkit.forges.model import Proposal
from teamkit.history.branches import Branch
from teamkit.history.git import ask
from teamkit.history.meeting import Meeting, meeting
from teamkit.lifecycle.flowing.backs import Back, backs
from teamkit.lifecycle.flowing.desk import Desk, Wanted
from teamkit.lifecycle.flowing.here import Here
from teamkit.lifecycle.flowing.landings import Landing, landings
from teamkit.lifecycle.flowing.tags import Tag, tag
from teamkit.lifecycle.flowing.titling import titled
from teamkit.lifecycle.flowing.versions import Numbering, newest_tagged, number, numbering, patched, versions

_BODY = """\
Brings version {version} to {production}. Merge it by a merge commit where {production} takes one.

After the merge the pipeline tags it, or this does: `{call} flow release {version}`
"""


@dataclass(frozen=True)
class Ready:
    """What a branch needs to reach production: itself, where it is not here or `is_behind`; its version; a request.

    `head` is its newest commit, or the one where it begins at `start`.
    """

    start: Branch
    own: Branch | None
    theirs: Branch | None
    is_behind: bool
    head: str
    is_numbered: bool
    tag_before: str
    met: Meeting
    uncommitted: int
    wanted: Wanted


@dataclass(frozen=True)
class Landed:
    """What is left after a version reached production: its tag, the ways back, the branches that nobody needs."""

    tag: Tag
    backs: tuple[Back, ...]
    over: tuple[Branch, ...]


@dataclass(frozen=True)
class Trip:
    """A version on the way, by a branch. `again` is the command that goes on with it."""

    version: str
    branch: str
    remote: str
    production: str
    is_current: bool
    stage: Ready | Landed
    again: str


@dataclass(frozen=True)
class _View:
    """What a trip is seen from."""

    place: Here
    desk: Desk
    scheme: Numbering
    branch: str
    version: str

    @property
    def root(self) -> Path:
        return self.place.root


def release_branch(place: Here, version: str) -> str:
    """The branch on which a version is prepared."""
    return f"release/{version}" if place.flow.is_gitflow else f"chore/release-{version}"


def release(place: Here, desk: Desk, version: str) -> Trip:
    """A release on its way. Raises Refusal where it cannot be continued or begun, and ForgeError."""
    branch = release_branch(place, version)
    there = place.own(branch) or place.theirs(branch)
    scheme = numbering(place.root, (there or place.working).head)
    view = _View(place, desk, scheme, branch, version)
    landing = _landing(view)
    if landing:
        return _trip(view, _landed(view, landing), f"release {version}")
    if not there:
        _refuse_old(view)
    return _trip(view, _ready(view, f"chore: release {version}"), f"release {version}")


def hotfix(place: Here, desk: Desk, branch: str) -> Trip:
    """A hotfix on its way, whose version follows production's. Raises Refusal and ForgeError as `release` does."""
    production = place.production
    head = (place.own(branch) or place.newest(branch)).head
    scheme = numbering(place.root, production.head)
    view = _View(place, desk, scheme, branch, _fixed(place, scheme, head))
    landing = _landing(view)
    if landing and _brought(place.root, landing, head):
        return _trip(view, _landed(view, landing), f"release {view.version}")
    if not meeting(place.root, head, production.head).brings:
        raise Refusal(f"{branch} has nothing that {production} lacks; where it was merged: {place.call} flow release")
    return _trip(view, _ready(view, titled(place.root, branch, ())), f"finish {branch}")


def _trip(view: _View, stage: Ready | Landed, again: str) -> Trip:
    place = view.place
    is_current = place.current == view.branch
    again = f"{place.call} flow {again}"
    return Trip(view.version, view.branch, place.shared, place.flow.production, is_current, stage, again)


# ── Versions ────────────────────────────────────────────────────────────────────────────────────


def _landing(view: _View) -> Landing | None:
    found = landings(view.root, view.scheme, view.place.production.head)
    return next((landing for landing in found if landing.version == view.version), None)


def _refuse_old(view: _View) -> None:
    """Nobody begins a version that is there already, or where all that a release changes is a file that is not."""
    place, scheme, version, start = view.place, view.scheme, view.version, view.place.working
    if not scheme.keys and not place.flow.is_gitflow:
        mend = f"add [tool.commitizen] to pyproject.toml, or tag it: git tag -a {scheme.tag(version)} {start}"
        raise Refusal(f"no file says a version, so that a release changes nothing; {mend}")
    said = versions(view.root, scheme, [start.head])[start.head] or newest_tagged(view.root, scheme, start.head)
    if (number(version) or ()) <= (number(said) or ()):
        raise Refusal(f"{version} does not follow {said}, which {start} has; give a later one")


def _fixed(place: Here, scheme: Numbering, head: str) -> str:
    """The version of a hotfix: the one that its branch brings, else the next one after production's."""
    root, production = place.root, place.production.head
    if not scheme.keys:
        found = landings(root, scheme, production)
        own = next((landing.version for landing in found if _brought(root, landing, head)), None)
        return own or patched(newest_tagged(root, scheme, production))
    fork = ask(root, "merge-base", head, production).strip()
    said = versions(root, scheme, {head, fork, production})
    is_own = said[head] != said[fork] or fork == head
    return (said[head] if is_own else None) or patched(said[production] or "0.0.0")


def _brought(root: Path, landing: Landing, head: str) -> bool:
    """Whether a landing brought a branch: it has all of it, and the branch does not have the landing."""
    met = meeting(root, head, landing.commit)
    return not met.is_news and met.lacks > 0


# ── Stages ──────────────────────────────────────────────────────────────────────────────────────


def _ready(view: _View, title: str) -> Ready:
    place, own, theirs = view.place, view.place.own(view.branch), view.place.theirs(view.branch)
    start = theirs or place.working
    apart = meeting(view.root, own.head, theirs.head) if own and theirs else None
    if apart and apart.brings and apart.lacks:
        mend = f"bring them together: git switch {view.branch} && git pull --rebase"
        raise Refusal(f"{own} and {theirs} went apart; {mend}")
    is_behind = bool(apart and apart.lacks)
    head = (theirs if is_behind and theirs else own or start).head
    said = versions(view.root, view.scheme, [head])[head]
    return Ready(
        start=start,
        own=own,
        theirs=theirs,
        is_behind=is_behind,
        head=head,
        is_numbered=not view.scheme.keys or said == view.version,
        tag_before=view.scheme.tag(said or ""),
        met=meeting(view.root, head, place.production.head),
        uncommitted=place.uncommitted(view.branch),
        wanted=view.desk.wanted(_proposal(view, title)),
    )


def _proposal(view: _View, title: str) -> Proposal:
    production = view.place.flow.production
    body = _BODY.format(version=view.version, production=production, call=view.place.call)
    return Proposal(view.branch, production, title, body)


def _landed(view: _View, landing: Landing) -> Landed:
    place = view.place
    both = (each for each in (place.theirs(view.branch), place.own(view.branch)) if each)
    over = tuple(each for each in both if not meeting(view.root, each.head, place.production.head).is_news)
    found = tag(place, view.scheme.tag(landing.version), landing.commit)
    return Landed(found, backs(place, view.desk, landing.version), over)
