"""Which requests are changes of a branch: those by which work lands, not those that carry it from branch to branch."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from teamkit.forges.past.model import PastRequest
from teamkit.history.branches import Flow
from teamkit.history.kinds import RELEASES, kind_of

_CARRIERS = ("backmerge", "release")


def changes(requests: Iterable[PastRequest], branch: str, flow: Flow | None) -> tuple[PastRequest, ...]:
    """The requests that are changes of a branch. A fork's branch may have the name of the one that it goes to.

    Of a flow's lasting branches each stands for all, with the releases on their way under GitFlow: what is repaired
    there was never on the working branch. A request that goes into another one's branch lands with that one.
    """
    whole = flow if flow and branch in flow.lasting else None
    lasting = whole.lasting if whole else (branch,)
    places = (*lasting, RELEASES) if whole and whole.is_gitflow else lasting
    return tuple(each for each in requests if _lands(each, places) and not _is_carrier(each, lasting, flow))


def _lands(request: PastRequest, places: Iterable[str]) -> bool:
    return any(fnmatchcase(request.target, place) for place in places)


def _is_carrier(request: PastRequest, lasting: Iterable[str], flow: Flow | None) -> bool:
    kind = kind_of(flow, request.source) if flow else None
    is_from_lasting = request.source in lasting and request.source != request.target
    return is_from_lasting or (kind is not None and kind.name in _CARRIERS)
