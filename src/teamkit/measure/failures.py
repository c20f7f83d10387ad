"""How many deployments go wrong, and how many are made because something went wrong.

DORA's change fail rate and deployment rework rate: https://dora.dev/guides/dora-metrics/.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from teamkit.forges.past.model import PastRequest
from teamkit.history.containing import Logged
from teamkit.measure.causes import Cause, cause
from teamkit.measure.delivery import Delivery, caveats, labelled
from teamkit.measure.facts import Deployment, Incident
from teamkit.measure.model import Line, Scalar, Unit
from teamkit.measure.periods import Period
from teamkit.measure.recovery import NONE_RECORDED
from teamkit.measure.samples import Share

_URGENT = {
    "revert": re.compile(r'revert(?:-\d|-[0-9a-f]{7}|[(:!]|\s+")', re.IGNORECASE),
    "hotfix": re.compile(r"hotfix[/(:!-]", re.IGNORECASE),
}
"""The words that subjects, titles and branches begin with, where something is taken back or mended in a hurry."""
_MERGED = re.compile(r"Merge (?:branch '|pull request #\d+ from [^/\s]+/)(?P<branch>[^'\s]+)")
_FIX = "fix of an incident"
_BACK = "older commit"


@dataclass(frozen=True)
class Outcome:
    """A deployment, the incidents that it brought, and why it was not planned; empty where nothing says so.

    It was not, where all that was new in it takes something back or is a hotfix, where nothing was, so that an older
    commit was deployed again, and where it was the last one before the end of an incident.
    """

    deployment: Deployment
    incidents: tuple[Incident, ...]
    is_inferred: bool
    unplanned: str


@dataclass(frozen=True)
class Failures:
    """What came of deployments, and the period that is asked about. Without `has_incidents` nobody records any."""

    outcomes: tuple[Outcome, ...]
    deliveries: tuple[Delivery, ...]
    has_incidents: bool
    period: Period

    @property
    def lines(self) -> tuple[Line, ...]:
        """Of each environment the share that brought an incident, and the share that was not planned."""
        kinds = {"deployment rework rate": _is_unplanned}
        if self.has_incidents:
            kinds = {"change fail rate": _is_failed, **kinds}
        return tuple(self._line(words, kind, each) for each in self.deliveries for words, kind in kinds.items())

    def _line(self, words: str, kind: Callable[[Outcome], bool], delivery: Delivery) -> Line:
        now, before = (
            [each for each in self.within(period) if each.deployment.environment == delivery.environment]
            for period in (self.period, self.period.before)
        )
        shares = (Share(sum(map(kind, outcomes)), len(outcomes)) for outcomes in (now, before))
        return Line(labelled(words, delivery, self.deliveries), Unit.SHARE, *shares)

    def within(self, period: Period) -> tuple[Outcome, ...]:
        """The deployments of a period."""
        return tuple(each for each in self.outcomes if each.deployment.at in period)

    @property
    def records(self) -> tuple[Mapping[str, Scalar], ...]:
        """Each deployment of the period, and what came of it."""
        return tuple(_record(each) for each in self.within(self.period))

    @property
    def notes(self) -> tuple[str, ...]:
        """What was inferred, and what is not known."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        now = self.within(self.period)
        if not self.has_incidents:
            yield f"the change fail rate is not known: {NONE_RECORDED.why}; {NONE_RECORDED.mend}"
        if inferred := sum(each.is_inferred for each in now):
            yield f"{inferred} of {len(now)} deployments failed by an incident of the day after: it is inferred"
        if fixes := sum(each.unplanned == _FIX for each in now):
            yield f"{fixes} of {len(now)} deployments were the last before an incident ended, and so count as its fix"
        yield from caveats(self.deliveries, self.period)


def failures(
    incidents: Iterable[Incident], deliveries: Iterable[Delivery], requests: Iterable[PastRequest], period: Period
) -> Failures:
    """What came of deployments, in a period and the one before; requests tell which changes were hotfixes."""
    deliveries = tuple(deliveries)
    known = tuple(incidents)
    judge = _Judge(tuple(each for each in known if not each.is_dismissed), deliveries, requests)
    asked = (
        (delivery, each)
        for delivery in deliveries
        for span in (period.before, period)
        for each in delivery.within(span)
    )
    outcomes = (judge.outcome(*each) for each in asked)
    return Failures(tuple(outcomes), deliveries, bool(known), period)


class _Judge:
    """What incidents and requests say of deployments."""

    def __init__(
        self, incidents: Sequence[Incident], deliveries: Iterable[Delivery], requests: Iterable[PastRequest]
    ) -> None:
        self._requests = {each.landed: each for each in requests if each.landed}
        self._brought: dict[Deployment, list[tuple[Incident, Cause]]] = defaultdict(list)
        self._fixes: set[Deployment] = set()
        deployments = sorted((each for one in deliveries for each in one.deployments), key=lambda each: each.at)
        for incident in incidents:
            found = cause(incident, deployments)
            if found:
                self._brought[found.deployment].append((incident, found))
            self._fixes.update(_last_within(incident, found, deployments))

    def outcome(self, delivery: Delivery, deployment: Deployment) -> Outcome:
        found = self._brought[deployment]
        incidents = tuple(incident for incident, _ in found)
        is_inferred = bool(found) and all(why.is_inferred for _, why in found)
        return Outcome(deployment, incidents, is_inferred, self._unplanned(delivery, deployment))

    def _unplanned(self, delivery: Delivery, deployment: Deployment) -> str:
        if deployment in self._fixes:
            return _FIX
        landings = delivery.landings(deployment)
        if not landings:
            return "" if deployment.commit in delivery.missing else _BACK
        reasons = {self._urgent(commit) for commit in landings}
        return "" if "" in reasons else min(reasons)

    def _urgent(self, commit: Logged) -> str:
        """Why a change could not wait; empty for one that could."""
        request, merged = self._requests.get(commit.hash), _MERGED.match(commit.subject)
        said = (commit.subject, merged and merged["branch"], request and request.title, request and request.source)
        return next((why for why, form in _URGENT.items() if any(form.match(text) for text in said if text)), "")


def _last_within(incident: Incident, found: Cause | None, deployments: Iterable[Deployment]) -> Sequence[Deployment]:
    """The last deployment before the end of an incident, after its beginning."""
    ended = incident.ended
    during = [each for each in deployments if ended and incident.started < each.at <= ended]
    return [each for each in during[-1:] if not (found and each == found.deployment)]


def _is_failed(outcome: Outcome) -> bool:
    return bool(outcome.incidents)


def _is_unplanned(outcome: Outcome) -> bool:
    return bool(outcome.unplanned)


def _record(outcome: Outcome) -> Mapping[str, Scalar]:
    deployment = outcome.deployment
    return {
        "name": deployment.name,
        "url": deployment.url,
        "environment": deployment.environment,
        "deployed": deployment.at,
        "incidents": ", ".join(each.name for each in outcome.incidents),
        "is_inferred": outcome.is_inferred,
        "unplanned": outcome.unplanned,
    }
