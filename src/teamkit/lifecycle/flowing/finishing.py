"""Hand a branch over to those who review it."""

from collections.abc import Iterator
from dataclasses import dataclass

from teamkit.checks.wording import counted
from teamkit.findings import Refusal
from teamkit.forges.model import Proposal
from teamkit.history.branches import Branch
from teamkit.history.git import ask
from teamkit.history.kinds import Kind, kind_of
from teamkit.history.meeting import Meeting, meeting
from teamkit.lifecycle.flowing.desk import Desk, Wanted
from teamkit.lifecycle.flowing.here import Here
from teamkit.lifecycle.flowing.releasing import planned as releasing
from teamkit.lifecycle.flowing.releasing import pushed
from teamkit.lifecycle.flowing.requesting import requested, told
from teamkit.lifecycle.flowing.steps import Note, Step
from teamkit.lifecycle.flowing.titling import titled
from teamkit.lifecycle.flowing.trips import hotfix, release


@dataclass(frozen=True)
class Work:
    """A branch, how it stands to where it goes, and what of it is not pushed or not committed."""

    branch: str
    target: Branch
    met: Meeting
    remote: str
    is_pushed: bool
    uncommitted: int
    wanted: Wanted


def named(place: Here, name: str | None) -> tuple[str, Kind]:
    """The branch to finish, and its kind. Raises Refusal for one that lasts, or that the flow does not know."""
    branch = name or place.current
    if not branch:
        raise Refusal(f"no branch is checked out; name one: {place.call} flow finish BRANCH")
    if branch in {place.flow.working, place.flow.production}:
        begin = f"{place.call} flow start feature NAME"
        raise Refusal(f"{branch} lasts, and nobody finishes it; put your commits on a branch of their own: {begin}")
    place.newest(branch)
    kind = kind_of(place.flow, branch)
    if not kind:
        raise Refusal(
            f"the flow knows no branch like {branch}; rename it: git branch --move {branch} feature/short-words"
        )
    return branch, kind


def finished(place: Here, desk: Desk, branch: str, kind: Kind) -> Iterator[Step]:
    """What finishes a branch of a kind: a release and a hotfix go their own way to a version. Raises as they do."""
    match kind.name:
        case "release":
            return releasing(release(place, desk, branch.partition("/")[2]))
        case "hotfix":
            return releasing(hotfix(place, desk, branch))
        case _:
            return planned(look(place, desk, branch, kind))


def look(place: Here, desk: Desk, branch: str, kind: Kind) -> Work:
    """How a branch stands. Raises Refusal where it went apart from its remote, and ForgeError."""
    own, theirs = place.own(branch), place.theirs(branch)
    head = (own or place.newest(branch)).head
    target = _target(place, desk, branch, kind, head)
    met = meeting(place.root, head, target.head)
    subjects = ask(place.root, "log", "--no-merges", "--format=%s", f"{target.head}..{head}").splitlines()
    title = titled(place.root, branch, subjects)
    wanted = desk.wanted(Proposal(branch, target.name, title, desk.form(place.root, head)))
    return Work(branch, target, met, place.shared, _is_pushed(place, own, theirs), place.uncommitted(branch), wanted)


def planned(work: Work) -> Iterator[Step]:
    """What hands it over, unless it has nothing to give."""
    if not work.met.is_news:
        yield Note(f"{work.branch} has nothing that {work.target} lacks: it is merged, or nothing is committed yet")
        return
    yield from told(work.branch, work.met, str(work.target), work.uncommitted)
    if not work.is_pushed:
        yield pushed(work.remote, work.branch)
    yield requested(work.wanted)


def _is_pushed(place: Here, own: Branch | None, theirs: Branch | None) -> bool:
    if not (own and theirs):
        return own is None
    met = meeting(place.root, own.head, theirs.head)
    if met.brings and met.lacks:
        mend = "take them first: git pull --rebase; where you rewrote yours: git push --force-with-lease"
        raise Refusal(f"{theirs} has {counted(met.lacks, 'commit')} that yours lacks; {mend}")
    return not met.brings


def _target(place: Here, desk: Desk, branch: str, kind: Kind, head: str) -> Branch:
    """Where a branch goes: where its request is open to, the release that it has commits of, or where its kind goes."""
    usual = place.flow.working if kind.may_go(place.flow.working) else place.flow.production
    releases = [name for name in place.names("release/") if kind.may_go(name) and name != branch]
    asked = (each.target for each in desk.opened(branch) if each.target in {usual, *releases})
    begun = (name for name in releases if _has_own(place, place.newest(name), head))
    return place.newest(next(asked, None) or next(begun, None) or usual)


def _has_own(place: Here, release: Branch, head: str) -> bool:
    """Whether a commit has something of a release that develop lacks."""
    fork = ask(place.root, "merge-base", release.head, head).strip()
    return bool(ask(place.root, "rev-list", "--max-count=1", fork, f"^{place.working.head}"))
