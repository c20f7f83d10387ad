"""Which request brought each commit to its target."""

from collections.abc import Iterable, Mapping

from teamkit.forges.past.model import PastRequest
from teamkit.history.containing import Logged, first_containing


def brought(commits: Mapping[str, Logged], requests: Iterable[PastRequest]) -> Mapping[str, PastRequest]:
    """For each commit the request that landed as it, or whose merge brought it; those that none did are left out.

    What stood on the target before a merge, is seen before it and so is nobody's.
    """
    merged = sorted((each.merged, each.number, each) for each in requests if each.merged and each.landed in commits)
    landed = {each.landed: each for *_, each in merged}
    heads = [head for name in landed for head in (*commits[name].parents[:1], name)]
    first = first_containing({name: commit.parents for name, commit in commits.items()}, heads)
    return {name: landed[head] for name, head in first.items() if head in landed}
