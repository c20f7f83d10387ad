"""What the judgements of a flow look at: its branches, versions and requests, as they were read."""

from dataclasses import dataclass
from datetime import datetime

from teamkit.findings import Unseen
from teamkit.forges.model import Request
from teamkit.history.branches import Branch, Flow
from teamkit.history.returning import Returning
from teamkit.history.tagged import Tagged
from teamkit.history.words import Person, Words
from teamkit.team.model import Team


@dataclass(frozen=True)
class Line:
    """A branch, the author of its newest own commit, and the branch that it is held against.

    `ahead` and `behind` are None where nobody can count, `is_merged` is whether production or the working branch has
    all of it, `is_here` whether it is checked out, `is_pushed` whether a remote has it, if there is any.
    """

    branch: Branch
    author: Person
    base: str = ""
    ahead: int | None = None
    behind: int | None = None
    is_merged: bool = False
    is_here: bool = False
    is_pushed: bool = True


@dataclass(frozen=True)
class Step:
    """One step of a lasting branch's own line: a commit, and whether it is the merge of another branch."""

    commit: str
    words: Words
    is_merge: bool = False


@dataclass(frozen=True)
class Standing:
    """A repository at one moment. What it lacks is None or empty; what nobody could look at is in `unseen`.

    `since` are the steps of production after its version, `coming` those of the working branch that production lacks,
    under GitHub flow the same as `since`; both are None where nobody can tell. `repositories` are the names that
    requests give to this one.
    """

    now: datetime
    team: Team
    me: Person | None = None
    flow: Flow | None = None
    production: Branch | None = None
    working: Branch | None = None
    version: Tagged | None = None
    since: tuple[Step, ...] | None = None
    coming: tuple[Step, ...] | None = None
    lines: tuple[Line, ...] = ()
    returning: Returning | Unseen | None = None
    requests: tuple[Request, ...] | Unseen = ()
    repositories: frozenset[str] = frozenset()
    unseen: tuple[Unseen, ...] = ()
