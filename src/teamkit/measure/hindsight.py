"""What was known at an instant: whatever happened later is taken away, as if nobody had heard of it yet."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from teamkit.forges.past.model import PastRequest
from teamkit.measure.facts import Deployment, Incident


def requests(several: Iterable[PastRequest], at: datetime) -> Iterator[PastRequest]:
    """Those that were opened by then, as they were; whom they ask, and what they hold, is known of today alone."""
    return (_request(each, at) for each in several if each.opened < at)


def deployments(several: Iterable[Deployment], at: datetime) -> Iterator[Deployment]:
    """Those that were done by then."""
    return (each for each in several if each.at < at)


def incidents(several: Iterable[Incident], at: datetime) -> Iterator[Incident]:
    """Those that had begun by then; what ended later still lasted."""
    return (replace(each, ended=_known(each.ended, at)) for each in several if each.started < at)


def _request(request: PastRequest, at: datetime) -> PastRequest:
    ready, merged = _known(request.ready, at), _known(request.merged, at)
    return replace(
        request,
        is_draft=request.is_draft or ready != request.ready,
        ready=ready,
        merged=merged,
        closed=_known(request.closed, at),
        landed=request.landed if merged else "",
        acts=tuple(act for act in request.acts if act.at < at),
    )


def _known(moment: datetime | None, at: datetime) -> datetime | None:
    """A moment, where it had come by then."""
    return moment if moment and moment < at else None
