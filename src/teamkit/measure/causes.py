"""Which deployment an incident came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from teamkit.measure.facts import Deployment, Incident

SOON = timedelta(days=1)
"""So long after a deployment an incident may be put down to it, where nobody was asked what it came from."""
_SHORTEST = 7


@dataclass(frozen=True)
class Cause:
    """A deployment that brought an incident; inferred from their times, or named in the incident."""

    deployment: Deployment
    is_inferred: bool


def cause(incident: Incident, deployments: Sequence[Deployment]) -> Cause | None:
    """Where an incident came from, among deployments from the oldest on; None where it says that none brought it."""
    before = [each for each in deployments if each.at <= incident.started]
    if incident.deployment is None:
        recent = [each for each in before if incident.started - each.at <= SOON]
        return Cause(recent[-1], is_inferred=True) if recent else None
    named = _named(incident.deployment, before) or _named(incident.deployment, deployments)
    return Cause(named[-1], is_inferred=False) if named else None


def is_unknown(incident: Incident, deployments: Sequence[Deployment]) -> bool:
    """Whether an incident names a deployment that nobody recorded."""
    return bool(incident.deployment) and cause(incident, deployments) is None


def _named(said: str, deployments: Iterable[Deployment]) -> list[Deployment]:
    """The deployments of a tag or commit, by what people write of them."""
    word = said.casefold()
    return [
        each
        for each in deployments
        if word.removeprefix("v") == each.name.casefold().removeprefix("v")
        or (len(word) >= _SHORTEST and each.commit.startswith(word))
    ]
