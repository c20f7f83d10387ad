"""Which deployment to an environment was the first to bring a commit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from teamkit.history.containing import Logged, first_containing
from teamkit.history.graph import Parents, mainline
from teamkit.measure.facts import Deployment
from teamkit.measure.periods import Period


@dataclass(frozen=True)
class Delivery:
    """The deployments to one environment, the oldest first, and the commits that they contain.

    Of `commits` those may be left out that are older than what is asked for; the parents of the others tell of them.
    `missing` are the commits that were deployed and that nobody has, as after a rewrite of the history.
    """

    environment: str
    deployments: tuple[Deployment, ...]
    commits: Mapping[str, Logged]
    missing: frozenset[str] = frozenset()

    @cached_property
    def first(self) -> Mapping[str, Deployment]:
        """For each commit the first deployment that contains it, where it is known.

        It is not for what the record begins with: a deployment that descends from no earlier one contains commits that
        may have been deployed long before anybody recorded it.
        """
        return {name: self._by_commit[head] for name, head in self._heads.items() if head not in self._beginnings}

    def begins(self, deployment: Deployment) -> bool:
        """Whether the record begins with a deployment, so that nobody knows what was new in it."""
        return deployment.commit in self._beginnings

    def within(self, period: Period) -> tuple[Deployment, ...]:
        """The deployments of a period."""
        return tuple(each for each in self.deployments if each.at in period)

    def landings(self, deployment: Deployment) -> tuple[Logged, ...]:
        """The steps of a deployment's own line that no earlier one contains, the newest first."""
        return tuple(self.commits[name] for name in self._line(deployment))

    def _line(self, deployment: Deployment) -> Iterator[str]:
        for name in mainline(self._parents, deployment.commit):
            if self._heads.get(name) != deployment.commit:
                return
            yield name

    @cached_property
    def _parents(self) -> Parents:
        return {name: commit.parents for name, commit in self.commits.items()}

    @cached_property
    def _by_commit(self) -> Mapping[str, Deployment]:
        return {each.commit: each for each in self.deployments}

    @cached_property
    def _heads(self) -> Mapping[str, str]:
        return first_containing(self._parents, (each.commit for each in self.deployments))

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The heads below which everything goes down to commits without a parent, past no other head's."""
        linked = {
            head for name, head in self._heads.items() if any(self._heads.get(up) != head for up in self._parents[name])
        }
        return frozenset(self._heads.values()) - linked


def labelled(words: str, delivery: Delivery, several: Sequence[Delivery]) -> str:
    """What a figure of an environment is called: by its own name, and where there are several by that of both."""
    return f"{words}, {delivery.environment}" if len(several) > 1 else words


def caveats(deliveries: Iterable[Delivery], period: Period) -> Iterator[str]:
    """What has to be known of the deployments of a period, whatever is computed from them."""
    for delivery in deliveries:
        within = delivery.within(period)
        undated = sum(not each.is_dated for each in within)
        missing = sum(each.commit in delivery.missing for each in within)
        if undated:
            what = f"{undated} of {len(within)} deployments are tags that say no time, so that of the commit counts"
            yield f"{what}; tag with git tag --annotate"
        if missing:
            what = f"{missing} of {len(within)} deployments to {delivery.environment} are of commits that are not here"
            yield f"{what}: what they brought counts with the next one; fetch all branches and tags"
