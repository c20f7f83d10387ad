"""Lead time for changes: how long a commit waits until users have it.

DORA, https://dora.dev/guides/dora-metrics/: "the amount of time it takes for a change to go from committed to version
control to deployed in production".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from teamkit.forges.past.model import PastRequest
from teamkit.history.containing import Logged
from teamkit.measure.bringing import brought
from teamkit.measure.delivery import Delivery, caveats, labelled
from teamkit.measure.facts import Deployment
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.periods import Period
from teamkit.measure.programs import Programs
from teamkit.measure.samples import sample


@dataclass(frozen=True)
class Change:
    """A commit, the first deployment that contains it, and the request that brought it, where one is known."""

    commit: Logged
    deployment: Deployment
    request: PastRequest | None

    @property
    def is_early(self) -> bool:
        """Whether it was deployed before it was made, by the clocks."""
        return self.deployment.at < self.commit.committed

    @property
    def lead(self) -> timedelta:
        """From its committer date until its deployment; nothing where clocks say that it was deployed before."""
        return max(self.deployment.at - self.commit.committed, timedelta())


@dataclass(frozen=True)
class LeadTime:
    """The commits that people made and that were deployed, merges left out, and the period that is asked about.

    A commit counts where it was deployed, once in each environment.
    """

    changes: tuple[Change, ...]
    period: Period
    deliveries: tuple[Delivery, ...]

    def within(self, period: Period) -> tuple[Change, ...]:
        """The commits that were deployed in a period."""
        return tuple(change for change in self.changes if change.deployment.at in period)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The figure of each environment."""
        return tuple(self._line(delivery) for delivery in self.deliveries)

    def _line(self, delivery: Delivery) -> Line:
        now, before = (
            sample(change.lead.total_seconds() for change in self.within(period) if _is_to(delivery, change))
            for period in (self.period, self.period.before)
        )
        return Line(labelled("lead time for changes", delivery, self.deliveries), Unit.SECONDS, now, before)

    @property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """Each commit that was deployed in the period, with its request."""
        return tuple(_record(change) for change in self.within(self.period))

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out, and which clocks disagree."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        now = self.within(self.period)
        early = sum(change.is_early for change in now)
        if early:
            what = f"{early:,} of {len(now):,} commits"
            yield f"{what} were deployed before they were made, by the clocks: they count as 0"
        for delivery in self.deliveries:
            for deployment in filter(delivery.begins, delivery.within(self.period)):
                what = f"the record of {delivery.environment} begins with {deployment.name}"
                yield f"{what}, and what that contains may be older there: it is left out"
        yield from caveats(self.deliveries, self.period)


def lead_time(
    requests: Iterable[PastRequest], deliveries: Iterable[Delivery], programs: Programs, period: Period
) -> LeadTime:
    """The lead time of commits that people made, in a period and the one before; requests are what dots link to."""
    deliveries, requests = tuple(deliveries), tuple(requests)
    changes = (change for delivery in deliveries for change in _changes(delivery, requests, programs))
    return LeadTime(tuple(changes), period, deliveries)


def _changes(delivery: Delivery, requests: Sequence[PastRequest], programs: Programs) -> Iterator[Change]:
    request_of = brought(delivery.commits, requests)
    for name, deployment in delivery.first.items():
        commit = delivery.commits[name]
        if len(commit.parents) < 2 and not programs.wrote(commit.author):
            yield Change(commit, deployment, request_of.get(name))


def _is_to(delivery: Delivery, change: Change) -> bool:
    return change.deployment.environment == delivery.environment


def _record(change: Change) -> Mapping[str, Scalar]:
    request = change.request
    return {
        "number": request.number if request else None,
        "title": request.title if request else change.commit.subject,
        "url": request.url if request else None,
        "commit": change.commit.hash,
        "environment": change.deployment.environment,
        "committed": change.commit.committed,
        "deployed": change.deployment.at,
        "deployment_name": change.deployment.name,
        "deployment_url": change.deployment.url,
        "seconds": change.lead.total_seconds(),
    }
