"""Take a version to production and back, from wherever it is."""

from collections.abc import Iterator

from teamkit.findings import Refusal
from teamkit.lifecycle.flowing.backs import brought, lacking
from teamkit.lifecycle.flowing.bumping import following
from teamkit.lifecycle.flowing.here import Here
from teamkit.lifecycle.flowing.landings import landings
from teamkit.lifecycle.flowing.requesting import requested, told
from teamkit.lifecycle.flowing.steps import Bump, Git, Note, Step
from teamkit.lifecycle.flowing.tags import shared, tag
from teamkit.lifecycle.flowing.trips import Landed, Ready, Trip, release_branch
from teamkit.lifecycle.flowing.versions import number, numbering


def chosen(place: Here, given: str | None) -> str:
    """The version to take along: the one that is given, that is under way, or that the commits since the last ask for.

    Raises Refusal for what is no version, and where several are under way or nothing asks for one.
    """
    if given:
        if not number(given):
            raise Refusal(f'"{given}" is no version; write it like 1.2.0')
        return given
    prefix = release_branch(place, "")
    open_ones = [name.removeprefix(prefix) for name in place.names(prefix) if number(name.removeprefix(prefix))]
    if len(open_ones) > 1:
        raise Refusal(f"several releases are open; name one: {', '.join(open_ones)}")
    return next(iter(open_ones), None) or _unfinished(place) or next_version(place)


def next_version(place: Here) -> str:
    """The version that the commits since the last one ask for. Raises Refusal where nobody can tell."""
    start = place.working
    if not numbering(place.root, start.head).keys:
        raise Refusal("pyproject.toml has no [tool.commitizen] to count versions by; give one: flow release X.Y.Z")
    return following(place.root, start.head)


def _unfinished(place: Here) -> str | None:
    """The version that reached production last, where its tag or a way back is missing."""
    production = place.production
    scheme = numbering(place.root, production.head)
    landing = next(landings(place.root, scheme, production.head), None)
    if not landing:
        return None
    is_done = tag(place, scheme.tag(landing.version), landing.commit).is_shared and not any(lacking(place))
    return None if is_done else landing.version


def planned(trip: Trip) -> Iterator[Step]:
    """What is to be done until somebody else has to act."""
    return _before(trip, trip.stage) if isinstance(trip.stage, Ready) else _after(trip, trip.stage)


def _before(trip: Trip, stage: Ready) -> Iterator[Step]:
    branch = trip.branch
    if not stage.own:
        yield Git("branch", "--no-track", branch, str(stage.theirs or stage.start))
    elif stage.is_behind and trip.is_current:
        yield Git("merge", "--quiet", "--ff-only", str(stage.theirs))
    elif stage.is_behind:
        yield Git("branch", "--no-track", "--force", branch, str(stage.theirs))
    if not stage.is_numbered:
        yield Bump(branch, stage.head, trip.version, stage.tag_before, trip.is_current)
    if not (stage.is_numbered and stage.theirs and stage.theirs.head == stage.head):
        yield pushed(trip.remote, branch)
    yield from told(branch, stage.met, trip.production, stage.uncommitted)
    yield requested(stage.wanted)
    yield Note(f"it waits for somebody who may merge it into {trip.production}; after that run: {trip.again}")


def _after(trip: Trip, stage: Landed) -> Iterator[Step]:
    yield from shared(stage.tag, trip.remote)
    for back in stage.backs:
        yield from brought(back)
    yield from _cleared(trip, stage)
    if stage.backs:
        yield Note(f"{stage.tag.name} is out; it waits for the merge of what comes back, after which run: {trip.again}")
    else:
        yield Note(f"{stage.tag.name} is out, and nothing of {trip.production} is missing elsewhere")


def _cleared(trip: Trip, stage: Landed) -> Iterator[Step]:
    """Take away the branches that are merged; a remote one only as it was seen."""
    for branch in stage.over:
        if branch.remote:
            ref = f"refs/heads/{branch.name}"
            yield Git("push", f"--force-with-lease={ref}:{branch.head}", branch.remote, f":{ref}")
        elif trip.is_current:
            yield Note(
                f"{branch} is merged, and checked out here; leave it, then: git branch --delete --force {branch}"
            )
        else:
            yield Git("branch", "--quiet", "--delete", "--force", branch.name)


def pushed(remote: str, branch: str) -> Git:
    """A branch goes to its own name, whatever it follows."""
    return Git("push", remote, f"refs/heads/{branch}:refs/heads/{branch}")
