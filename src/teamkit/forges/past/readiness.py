"""Tells since when a request was ready for review, from the times at which it was marked as ready or as a draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Mark:
    """When a request was marked as ready, or as a draft."""

    at: datetime
    is_ready: bool


def ready(opened: datetime, marks: Iterable[Mark], ended: datetime | None, *, is_draft: bool) -> datetime | None:
    """When it was last marked as ready before it ended, or opened as such; None of one that was a draft then.

    `is_draft` says what it is today: what somebody marks after the end is no part of its story.
    """
    ordered = sorted(marks, key=lambda mark: mark.at)
    before = [mark for mark in ordered if ended is None or mark.at <= ended]
    if before:
        return before[-1].at if before[-1].is_ready else None
    was_draft = ordered[0].is_ready if ordered else is_draft
    return None if was_draft else opened
