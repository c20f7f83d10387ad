"""How long it takes until users are well again.

DORA measured all incidents as "mean time to recovery" until 2023, and since then those that a deployment brought, as
"failed deployment recovery time": https://dora.dev/guides/dora-metrics/. Here are both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from teamkit.findings import Unseen
from teamkit.measure.causes import Cause, cause, is_unknown
from teamkit.measure.facts import Deployment, Incident
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.periods import Period
from teamkit.measure.samples import mean, sample

NONE_RECORDED = Unseen(
    "no incident is recorded",
    "record each one, also afterwards: an issue of the incident form, whose label has to exist on GitHub "
    "(gh label create incident), or an entry of measures.incidents.file",
)


@dataclass(frozen=True)
class Traced:
    """An incident, and the deployment that brought it, where one did."""

    incident: Incident
    cause: Cause | None

    def is_over(self, period: Period) -> bool:
        """Whether it was one, and ended in a period."""
        ended = self.incident.ended
        return not self.incident.is_dismissed and ended is not None and ended in period

    @property
    def seconds(self) -> float | None:
        """From its start until its end."""
        ended = self.incident.ended
        return (ended - self.incident.started).total_seconds() if ended else None


@dataclass(frozen=True)
class Recovery:
    """Incidents, and the period that is asked about; one counts where it ended."""

    incidents: tuple[Traced, ...]
    deployments: tuple[Deployment, ...]
    period: Period

    @property
    def lines(self) -> tuple[Line, ...]:
        """The mean and the median of all, and the median of those that a deployment brought."""
        now, before = ([*self._seconds(period)] for period in (self.period, self.period.before))
        failed, earlier = ([*self._seconds(period, is_failed=True)] for period in (self.period, self.period.before))
        return (
            Line("mean time to recovery", Unit.SECONDS, mean(now), mean(before)),
            Line("median time to recovery", Unit.SECONDS, sample(now), sample(before)),
            Line("failed deployment recovery time", Unit.SECONDS, sample(failed), sample(earlier)),
        )

    @property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """Each incident that lasted in the period, the dismissed ones too."""
        return tuple(_record(each) for each in self.incidents if self._touches(each.incident))

    @property
    def notes(self) -> tuple[str, ...]:
        """What was inferred, what does not count, and what cannot be found."""
        return tuple(self._notes())

    def _seconds(self, period: Period, *, is_failed: bool = False) -> Iterator[float]:
        for each in self.incidents:
            if each.seconds is not None and each.is_over(period) and (each.cause or not is_failed):
                yield each.seconds

    def _touches(self, incident: Incident) -> bool:
        return incident.started < self.period.until and (incident.ended is None or incident.ended >= self.period.since)

    def _notes(self) -> Iterator[str]:
        over = [each for each in self.incidents if each.is_over(self.period)]
        lasting = [each.incident for each in self.incidents if self._touches(each.incident)]
        inferred = sum(each.cause is not None and each.cause.is_inferred for each in over)
        unknown = [each.incident.name for each in over if is_unknown(each.incident, self.deployments)]
        if not self.deployments:
            yield "which incidents a deployment brought is not known: no deployment is recorded"
        elif unknown:
            yield f"no deployment is recorded that is named in {', '.join(unknown)}; write its tag or commit there"
        if inferred:
            yield f"{inferred} of {len(over)} incidents came within a day of a deployment, from which it is inferred"
        if dismissed := sum(each.is_dismissed for each in lasting):
            yield f"{dismissed} of {len(lasting)} incidents were dismissed, and do not count"
        if going := sum(each.ended is None and not each.is_dismissed for each in lasting):
            yield f"{going} of {len(lasting)} incidents last still, and do not count yet"


def recovery(incidents: Iterable[Incident], deployments: Sequence[Deployment], period: Period) -> Recovery | Unseen:
    """How long incidents took that ended in a period and the one before; where there never was one, nobody knows."""
    traced = tuple(Traced(each, cause(each, deployments)) for each in incidents)
    return Recovery(traced, tuple(deployments), period) if traced else NONE_RECORDED


def _record(traced: Traced) -> Mapping[str, Scalar]:
    incident, found = traced.incident, traced.cause
    return {
        "name": incident.name,
        "title": incident.title,
        "url": incident.url,
        "started": incident.started,
        "ended": incident.ended,
        "seconds": traced.seconds,
        "is_dismissed": incident.is_dismissed,
        "deployment_name": found.deployment.name if found else None,
        "deployment_url": found.deployment.url if found else None,
        "is_inferred": found.is_inferred if found else None,
    }
