"""Reads from git which deployment brought each commit."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from teamkit.history.containing import logged
from teamkit.history.objects import missing
from teamkit.measure.delivery import Delivery
from teamkit.measure.facts import Deployment


def deliveries(root: Path, deployments: Iterable[Deployment], since: datetime) -> tuple[Delivery, ...]:
    """What each environment got since an instant; what earlier deployments contain is not walked.

    For the figures of a period that is the beginning of the one before it. The history has to be whole. Raises Refusal
    where git cannot be asked.
    """
    return tuple(_deliveries(root, tuple(deployments), since))


def _deliveries(root: Path, deployments: tuple[Deployment, ...], since: datetime) -> Iterator[Delivery]:
    for environment in dict.fromkeys(each.environment for each in deployments):
        own = tuple(each for each in deployments if each.environment == environment)
        older, newer = ([each.commit for each in own if (each.at < since) is is_older] for is_older in (True, False))
        yield Delivery(environment, own, logged(root, newer, older), missing(root, newer))
