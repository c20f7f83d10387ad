"""What figures are computed from: each fact is looked up once, when the first measure asks for it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Self

from teamkit.findings import Unseen
from teamkit.forges.finding import find_past
from teamkit.forges.model import ForgeError
from teamkit.forges.past.model import Past, PastRequest, Progress, Read
from teamkit.forges.past.store import silent
from teamkit.forges.waiting import Patience
from teamkit.history.containing import Logged, own_line
from teamkit.history.git import BlindError
from teamkit.history.landing.model import Landing
from teamkit.history.landing.reading import read
from teamkit.history.noted import Notes, noted, unfetched
from teamkit.history.remotes import remotes
from teamkit.history.tagged import tags
from teamkit.lifecycle.delivered import deliveries
from teamkit.lifecycle.measuring.beside import beside
from teamkit.lifecycle.measuring.scene import Scene
from teamkit.measure import hindsight, work
from teamkit.measure.changes import changes
from teamkit.measure.cycle_time import CycleTime, cycle_time
from teamkit.measure.delivery import Delivery
from teamkit.measure.deployed import absent, deployments
from teamkit.measure.facts import Deployment
from teamkit.measure.incidents import Told, incidents
from teamkit.measure.programs import Programs
from teamkit.measure.throughput import Throughput, landed, merged
from teamkit.measure.work import Works
from teamkit.team.calling import call
from teamkit.team.incidents import read_incidents

_EARLIER = timedelta(weeks=26)
"""How long before the first period deployments are asked for, since what came before the first one is not known."""
_REMEMBERED = timedelta(weeks=104)
"""How much of the past forecasts look at, and are tested on.

Whoever recorded an incident in as much time before the figures begin has had none where none is recorded since.
"""


@dataclass(frozen=True)
class Sources:
    """Where facts are looked up beside the repository: the environment, a folder for what was read, and a forge."""

    environment: Mapping[str, str] = field(repr=False)
    keep: Path | None = None
    patience: Patience = field(default_factory=Patience)
    told: Progress = silent


class Facts:
    """The facts of a scene; `notes` say which of them are old or were read anew."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        """Look nothing up yet."""
        self.scene = scene
        self._notes: list[str] = []
        self._old: dict[tuple[str, str], list[str]] = {}
        self._sources = sources

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        past = self.__dict__.get("_past")
        if past and not isinstance(past, Unseen):
            past.close()

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be known of the facts that were looked up, whatever is computed from them."""
        old = (f"{why}; its {', '.join(several)} are as of {at}" for (why, at), several in self._old.items())
        return (*self._notes, *old)

    @cached_property
    def programs(self) -> Programs:
        """Who is a program."""
        return Programs(self.scene.team.measures.bots)

    @cached_property
    def landings(self) -> tuple[Landing, ...] | Unseen:
        """What landed in the period and in the one before."""
        period, measures = self.scene.period, self.scene.team.measures
        span = period.before.since, period.until
        try:
            found = read(self.scene.root, self.scene.ref, span, generated=measures.generated, keep=self._sources.keep)
            self._notes += found.notes
            return tuple(found)
        except BlindError as error:
            return error.unseen

    @cached_property
    def line(self) -> tuple[Logged, ...]:
        """The commits that the branch itself went through, the newest first."""
        return own_line(self.scene.root, self.scene.head)

    @cached_property
    def requests(self) -> tuple[PastRequest, ...] | Unseen:
        """Every request that something happened to since the beginning of what anything looks at."""
        period = self.scene.period
        since = min(period.before.since, period.until - _REMEMBERED)
        found = self._asked(lambda past: past.requests(since, self._sources.told), "requests")
        if isinstance(found, Unseen):
            return found
        if self.scene.is_past:
            self._notes.append("what requests hold, and whom they ask for a review, is told as of today")
        return self._known(hindsight.requests, found)

    @cached_property
    def changes(self) -> tuple[PastRequest, ...] | Unseen:
        """Those of them by which work lands on the branch."""
        target, flow = self.scene.target, self.scene.flow
        if isinstance(self.requests, Unseen) or target is None:
            return self.requests
        found = changes(self.requests, target, flow)
        others = len(self.requests) - len(found)
        if others and not found:
            where = Counter(each.target for each in self.requests).most_common(1)[0][0]
            why = f"none of {others:,} requests brings changes to {target}"
            return Unseen(why, f"measure where they go: --branch {where}")
        if others:
            self._notes.append(f"requests that bring no changes to {target}, and count for reviews alone: {others:,}")
        return found

    @cached_property
    def works(self) -> Works | Unseen:
        """What people work on: requests, or where nobody can ask for them, branches."""
        if not isinstance(self.changes, Unseen):
            return work.requests(self.changes, self.scene.team)
        try:
            return work.branches(beside(self.scene, self.line), self.programs, self.changes)
        except BlindError as error:
            return error.unseen

    @cached_property
    def throughput(self) -> Throughput:
        """What people finished: the requests that were merged, or where nobody can ask for them, what landed."""
        if isinstance(self.changes, Unseen):
            return landed(self.line, self.programs, self.scene.period)
        return merged(self.changes, self.programs, self.scene.period)

    @cached_property
    def deployments(self) -> tuple[Deployment, ...] | Unseen:
        """The deployments that forge, pipelines or tags tell of."""
        rule, root = self.scene.team.measures.deployments, self.scene.root
        since = self.scene.period.before.since - _EARLIER
        told = self._asked(lambda past: past.deployments(rule.environments, since), "deployments")
        notes = noted(root)
        if notes.unread:
            what = f"of the lines of git notes about deployments {notes.unread} cannot be read"
            self._notes.append(f"{what}; look for it: git log --all --notes=deployments")
        forges = () if isinstance(told, Unseen) else told
        found = deployments(rule, (*forges, *notes.deployments), tags(root))
        return self._known(hindsight.deployments, found) or self._undeployed(notes, told)

    @cached_property
    def deliveries(self) -> tuple[Delivery, ...]:
        """What each environment got by which deployment; none where no deployment is known."""
        found = () if isinstance(self.deployments, Unseen) else self.deployments
        return deliveries(self.scene.root, found, self.scene.period.before.since)

    @cached_property
    def cycles(self) -> CycleTime | Unseen:
        """How long each request took, until a deployment brought it."""
        if isinstance(self.changes, Unseen):
            return self.changes
        return cycle_time(self.changes, self.deliveries, self.programs, self.scene.period)

    @cached_property
    def incidents(self) -> Told | Unseen:
        """The incidents of the forge's issues, and those of the file that the team names."""
        rule = self.scene.team.measures.incidents
        since = self.scene.period.before.since - _REMEMBERED
        told = self._asked(lambda past: past.incidents(rule.labels, since), "incidents")
        written = read_incidents(self.scene.root, rule.file) if rule.file else ()
        if isinstance(told, Unseen) and not written:
            return told
        found = incidents(() if isinstance(told, Unseen) else told, written)
        return replace(found, incidents=self._known(hindsight.incidents, found.incidents))

    def _known[T](
        self, then: Callable[[tuple[T, ...], datetime], Iterable[T]], several: tuple[T, ...]
    ) -> tuple[T, ...]:
        """What was known at the end of the period; until the present, that is all of it."""
        return tuple(then(several, self.scene.period.until)) if self.scene.is_past else several

    def _undeployed(self, notes: Notes, told: object) -> Unseen:
        """Why no deployment is known, for as much as somebody could be asked."""
        others = [each.environment for each in notes.deployments]
        if not isinstance(told, Unseen) and not isinstance(self._past, Unseen):
            others += self._past.environments()
        root = self.scene.root
        tool = call([each.name for each in root.iterdir()])
        found = absent(self.scene.team.measures.deployments, others, unfetched(root), tool)
        if isinstance(told, Unseen):
            return Unseen(f"{found.why}, and {told.why}", f"{told.mend}, or {found.mend}")
        return found

    @cached_property
    def _past(self) -> Past | Unseen:
        try:
            found = remotes(self.scene.root)
            return find_past(found, self._sources.environment, self.scene.team.forge, self._sources.patience)
        except ForgeError as error:
            return error.unseen

    def _asked[T](self, question: Callable[[Past], Read[tuple[T, ...]]], what: str) -> tuple[T, ...] | Unseen:
        """What the forge says, or said when it was asked last."""
        if isinstance(self._past, Unseen):
            return self._past
        read = question(self._past)
        self._notes += read.notes
        if read.unseen and not read.asked_at:
            return read.unseen
        if read.unseen and read.asked_at:
            self._old.setdefault((read.unseen.why, _said(read.asked_at)), []).append(what)
        return read.value


def _said(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
