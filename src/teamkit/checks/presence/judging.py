"""Decides which changes of one branch another one lacks."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import Enum, auto

from teamkit.checks.presence.evidence import Evidence
from teamkit.checks.presence.reverts import undone
from teamkit.history.commits import Commit
from teamkit.history.crossing import Change, Crossing


class Fate(Enum):
    """What became of a change that is not on the other branch."""

    SUPERSEDED = auto()
    LOST = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Judgement:
    """A commit that is not on the other branch, the files that tell so, and the commit that says why where one does."""

    commit: Commit
    fate: Fate
    files: tuple[str, ...]
    by: Commit | None = None


def judgements(crossing: Crossing) -> Iterator[Judgement]:
    """What the target of a crossing does not have, the newest first."""
    evidence = Evidence(crossing)
    here = present(crossing, evidence)
    for change in crossing.missing:
        if change.commit.hash not in here:
            yield judged(change, evidence)


def present(crossing: Crossing, evidence: Evidence) -> Set[str]:
    """The commits whose change the target has, and those that come to nothing."""
    here = {change.commit.hash for change in crossing.missing if evidence.shows(change)}
    here |= {part for change in crossing.merged if evidence.shows(change) for part in change.parts}
    here.update(evidence.shown_together(crossing.missing))
    nothing = undone(crossing.missing, here)
    later: list[Change] = []
    for change in crossing.missing:
        name = change.commit.hash
        if name not in nothing and (name in here or evidence.shows_the_rest(change, later)):
            here.add(name)
            later.append(change)
    return here | nothing


def judged(change: Change, evidence: Evidence) -> Judgement:
    """What became of a change that is not present."""
    files = tuple(edit.path for edit in evidence.not_shown(change))
    by = evidence.superseding(change.commit)
    if by:
        return Judgement(change.commit, Fate.SUPERSEDED, files, by)
    return Judgement(change.commit, Fate.LOST if evidence.is_lost(change) else Fate.UNKNOWN, files)
