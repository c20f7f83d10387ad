"""How long a change takes from its first commit to its users, and in which stage.

The stages are those of LinearB: https://linearb.helpdocs.io/article/0vif1ihmgc-how-is-cycle-time-calculated
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from teamkit.forges.past.model import PastRequest
from teamkit.measure.delivery import Delivery, caveats
from teamkit.measure.facts import Deployment
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.periods import Period
from teamkit.measure.programs import Programs
from teamkit.measure.responding import answers
from teamkit.measure.responding import ready as ready_since
from teamkit.measure.samples import Sample, Share, sample


@dataclass(frozen=True)
class Cycle:
    """A merged request at the turns of its way, each not before the one above it, so that the stages are the whole.

    `reviewed` is None where it was merged without a review, `deployment` where none is known to contain it. `began` is
    its earliest author date, or when it was ready where that was before, as after a force push.
    """

    request: PastRequest
    began: datetime
    ready: datetime
    reviewed: datetime | None
    merged: datetime
    deployment: Deployment | None

    @property
    def coding(self) -> timedelta:
        """From the first commit until it was opened, or ready where it was a draft."""
        return self.ready - self.began

    @property
    def pickup(self) -> timedelta:
        """From there until the first review or comment of another person; until the merge where there was none."""
        return (self.reviewed or self.merged) - self.ready

    @property
    def review(self) -> timedelta:
        """From there until the merge."""
        return self.merged - (self.reviewed or self.merged)

    @property
    def deploying(self) -> timedelta:
        """From the merge until the first deployment that contains it; nothing where none is known."""
        return self.ended - self.merged

    @property
    def whole(self) -> timedelta:
        """From the first commit until the deployment, or the merge where none is known."""
        return self.ended - self.began

    @property
    def ended(self) -> datetime:
        """When users had it, or it was merged where nobody knows that; not before the merge, whatever clocks say."""
        return max(self.merged, self.deployment.at) if self.deployment else self.merged


STAGES: Mapping[str, Callable[[Cycle], timedelta]] = {
    "coding": lambda cycle: cycle.coding,
    "pickup": lambda cycle: cycle.pickup,
    "review": lambda cycle: cycle.review,
    "deployment": lambda cycle: cycle.deploying,
}


@dataclass(frozen=True)
class CycleTime:
    """The requests that people merged, and the period that is asked about; a request counts where it was merged."""

    cycles: tuple[Cycle, ...]
    period: Period
    deliveries: tuple[Delivery, ...]

    def within(self, period: Period) -> tuple[Cycle, ...]:
        """The requests that were merged in a period."""
        return tuple(cycle for cycle in self.cycles if cycle.merged in period)

    @cached_property
    def durations(self) -> Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]:
        """The seconds of each stage, of the period and of the one before."""
        return {name: (self._seconds(name, self.period), self._seconds(name, self.period.before)) for name in STAGES}

    def _seconds(self, stage: str, period: Period) -> tuple[float, ...]:
        return tuple(STAGES[stage](cycle).total_seconds() for cycle in _in(stage, self.within(period)))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The whole, its stages, and the share that nobody reviewed."""
        now, before = self.within(self.period), self.within(self.period.before)
        whole = Line("cycle time", Unit.SECONDS, _sample(now), _sample(before))
        stages = (
            Line(name, Unit.SECONDS, *(sample(seconds) for seconds in both)) for name, both in self.durations.items()
        )
        return (whole, *stages, Line("merged without a review", Unit.SHARE, _unreviewed(now), _unreviewed(before)))

    @property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """Each request that was merged in the period, with its stages."""
        return tuple(_record(cycle) for cycle in self.within(self.period))

    @property
    def notes(self) -> tuple[str, ...]:
        """What was counted until the merge, and which clocks disagree."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        now = self.within(self.period)
        several = f"{len(now):,} requests"
        waiting = sum(cycle.deployment is None for cycle in now)
        early = sum(cycle.deployment is not None and cycle.deployment.at < cycle.merged for cycle in now)
        if waiting and not self.deliveries:
            yield "cycle time ends with the merge: no deployment is recorded"
        elif waiting:
            yield f"cycle time of {waiting:,} of {several} ends with the merge: no deployment of them is known"
        if early:
            yield f"{early:,} of {several} were deployed before they were merged, by the clocks: at once, then"
        yield from caveats(self.deliveries, self.period)


def cycle_time(
    requests: Iterable[PastRequest], deliveries: Iterable[Delivery], programs: Programs, period: Period
) -> CycleTime:
    """The cycle time of requests that people opened and that were merged, in a period and the one before."""
    deliveries, since = tuple(deliveries), period.before.since
    merged = (each for each in requests if each.merged and each.merged >= since and not programs.opened(each))
    cycles = (_cycle(each, deliveries, programs) for each in merged)
    return CycleTime(tuple(filter(None, cycles)), period, deliveries)


def _cycle(request: PastRequest, deliveries: Sequence[Delivery], programs: Programs) -> Cycle | None:
    merged, ready = request.merged, ready_since(request)
    if merged is None or ready is None:
        return None
    reviewed = min((act.at for act in answers(programs, request)), default=None)
    began = min(request.begun or ready, ready)
    return Cycle(request, began, ready, reviewed, merged, _deployment(request, deliveries))


def _deployment(request: PastRequest, deliveries: Sequence[Delivery]) -> Deployment | None:
    found = filter(None, (delivery.first.get(request.landed) for delivery in deliveries))
    return min(found, key=lambda deployment: deployment.at, default=None)


def _in(stage: str, cycles: Iterable[Cycle]) -> Iterator[Cycle]:
    """The requests that went through a stage, as far as anybody knows."""
    return (cycle for cycle in cycles if stage != "deployment" or cycle.deployment)


def _sample(cycles: Iterable[Cycle]) -> Sample:
    return sample(cycle.whole.total_seconds() for cycle in cycles)


def _unreviewed(cycles: Sequence[Cycle]) -> Share:
    return Share(sum(cycle.reviewed is None for cycle in cycles), len(cycles))


def _record(cycle: Cycle) -> Mapping[str, Scalar]:
    request, deployment = cycle.request, cycle.deployment
    return {
        "number": request.number,
        "title": request.title,
        "url": request.url,
        "began": cycle.began,
        "ready": cycle.ready,
        "reviewed": cycle.reviewed,
        "merged": cycle.merged,
        "deployed": cycle.ended if deployment else None,
        "deployment_name": deployment.name if deployment else None,
        "deployment_url": deployment.url if deployment else None,
        **{name: stage(cycle).total_seconds() for name, stage in STAGES.items()},
        "cycle": cycle.whole.total_seconds(),
    }
