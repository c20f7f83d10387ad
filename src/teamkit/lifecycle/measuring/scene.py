"""What is measured: a branch of a repository, for a time, as its team says."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from teamkit.findings import Refusal
from teamkit.history.branches import Branch, Flow, branches, flow, newest
from teamkit.history.git import ask
from teamkit.history.heads import head
from teamkit.history.moments import moment
from teamkit.lifecycle.answers import answers
from teamkit.measure.periods import Period, last, week
from teamkit.team.model import Team
from teamkit.team.reading import TEAM_FILE, read_team

WEEKS = 26
HEAD = "HEAD"


@dataclass(frozen=True)
class Aim:
    """What a forecast is asked for: how many by a day, or when so many are done, with what comes on top meanwhile."""

    by: date | None = None
    items: int | None = None
    is_growing: bool = False


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: whole weeks from the one of a day, up to a day; the last half year by default."""

    since: date | None = None
    until: date | None = None
    is_all: bool = False
    branch: str = ""
    aim: Aim = Aim()


@dataclass(frozen=True)
class Scene:
    """A branch by its name and its ref, its newest commit, the team, the period, the present, and a forecast's aim.

    All is judged as at the end of the period. `target` is what requests call the branch, None where nobody knows;
    `flow` tells of its like, where there are some.
    """

    root: Path
    branch: str
    ref: str
    head: str
    team: Team
    period: Period
    now: datetime
    aim: Aim = Aim()
    target: str | None = None
    flow: Flow | None = None

    @property
    def is_past(self) -> bool:
        """Whether more may have happened since."""
        return self.period.until < self.now


def scene(root: Path, wish: Wish, now: datetime) -> Scene:
    """What a wish means in a repository. Raises Refusal where it means nothing, or where history is cut off."""
    known = branches(root)
    lasting = flow(answers(root), known)
    branch = _branch(known, lasting, wish.branch)
    name, ref, target = (str(branch), branch.ref, branch.name) if branch else (HEAD, HEAD, None)
    newest = head(root, ref)
    team = read_team(root) if (root / TEAM_FILE).exists() else Team()
    period = _period(root, newest, wish, now)
    return Scene(root, name, ref, newest, team, period, now, wish.aim, target, lasting)


def _branch(known: tuple[Branch, ...], lasting: Flow | None, named: str) -> Branch | None:
    """The branch that changes land on: the named one, else develop or main; None where there is no such."""
    if not named:
        usual = (newest(known, name) for name in lasting.lasting) if lasting else ()
        return next(filter(None, usual), None)
    found = newest(known, named) or next((each for each in known if str(each) == named), None)
    if not found:
        raise Refusal(f"there is no branch {named}; fetch it, or name another one with --branch")
    return found


def _period(root: Path, newest: str, wish: Wish, now: datetime) -> Period:
    until = min(_midnight(wish.until) + timedelta(days=1), now) if wish.until else now
    since = week(_first(root, newest)) if wish.is_all else week(_midnight(wish.since)) if wish.since else None
    period = Period(since, until) if since else _lately(root, newest, until)
    if period.since >= period.until:
        raise Refusal(f"there is no time between {period.since:%Y-%m-%d} and {until:%Y-%m-%d}; mend --since or --until")
    return period


def _lately(root: Path, newest: str, until: datetime) -> Period:
    """The last half year; of a younger branch its whole time, as weeks before its first commit are not empty ones."""
    usual = last(WEEKS, until)
    if ask(root, "rev-list", "-1", "--first-parent", f"--before={usual.since.isoformat()}", newest):
        return usual
    return Period(min(week(_first(root, newest)), week(until)), until)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _first(root: Path, newest: str) -> datetime:
    """When the line of a branch begins."""
    *_, first = ask(root, "log", "--first-parent", "--no-show-signature", "--format=%ct", newest, "--").split()
    return moment(first)
