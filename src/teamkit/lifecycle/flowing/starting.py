"""Begin a branch where its kind begins."""

from collections.abc import Iterator
from dataclasses import dataclass

from teamkit.checks.wording import counted
from teamkit.findings import Refusal
from teamkit.history.branches import Branch
from teamkit.history.kinds import Kind, kinds
from teamkit.history.meeting import meeting
from teamkit.lifecycle.flowing.here import Here
from teamkit.lifecycle.flowing.naming import named
from teamkit.lifecycle.flowing.steps import Git, Note, Step


@dataclass(frozen=True)
class Start:
    """A branch to begin at `base`, unless `there` has it; `unpushed` are commits that only the local base has."""

    branch: str
    base: Branch
    there: Branch | None
    is_current: bool
    unpushed: int
    silence: str


def kind_named(place: Here, name: str) -> Kind:
    """A kind of branch that people begin. Raises Refusal for any other."""
    known = {each.name: each for each in kinds(place.flow).values() if not each.is_bots}
    if name not in known:
        raise Refusal(f'nobody begins a "{name}" here; begin one of: {", ".join(known)}')
    return known[name]


def look(place: Here, kind: Kind, words: str, on: str | None) -> Start:
    """What is there of a branch already. Raises Refusal for words that name none, or where it cannot begin."""
    if on and not (on == kind.begins or kind.may_go(on)):
        raise Refusal(
            f"a {kind.name} begins on {' or '.join({kind.begins: 0, **dict.fromkeys(kind.goes)})}, not on {on}"
        )
    branch = named(kind, words)
    base = place.newest(on or kind.begins)
    own = place.own(base.name)
    unpushed = meeting(place.root, own.head, base.head).brings if own else 0
    there = place.own(branch) or place.theirs(branch)
    return Start(branch, base, there, place.current == branch, unpushed, place.silence)


def planned(start: Start) -> Iterator[Step]:
    """What leads to a branch: the one that is there, or a new one."""
    if start.silence:
        yield Note(f"the remote did not answer ({start.silence}); it is as it was fetched last")
    if start.is_current:
        yield Note(f"{start.branch} is checked out already")
    elif not start.there:
        yield from _begun(start)
    elif start.there.remote:
        yield Git("switch", "--quiet", "--track", "--create", start.branch, str(start.there))
    else:
        yield Git("switch", "--quiet", start.branch)


def _begun(start: Start) -> Iterator[Step]:
    if start.unpushed:
        what = f"your {start.base.name} has {counted(start.unpushed, 'commit')} that {start.base} lacks"
        yield Note(f"{what}; they are not part of {start.branch}")
    yield Git("switch", "--quiet", "--no-track", "--create", start.branch, str(start.base))
