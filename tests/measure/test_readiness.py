"""A request is ready since it was last marked as such before its end."""

from datetime import UTC, datetime, timedelta

import pytest

from teamkit.forges.past.readiness import Mark, ready

OPENED = datetime(2026, 1, 5, 9, tzinfo=UTC)


def at(hours: int) -> datetime:
    return OPENED + timedelta(hours=hours)


def marks(*told: tuple[int, str]) -> list[Mark]:
    return [Mark(at(hours), what == "ready") for hours, what in told]


@pytest.mark.parametrize(
    ("told", "is_draft", "ended", "since"),
    [
        ((), False, None, 0),
        ((), True, None, None),
        (((2, "ready"),), False, None, 2),
        (((2, "ready"), (3, "draft")), True, None, None),
        (((3, "ready"), (2, "draft")), False, None, 3),
        (((2, "ready"), (3, "draft"), (4, "ready")), False, 9, 4),
        (((2, "ready"), (9, "draft")), True, 5, 2),
        (((9, "draft"),), True, 5, 0),
        (((9, "ready"),), False, 5, None),
        ((), True, 5, None),
    ],
)
def test_the_last_mark_before_the_end_counts_and_what_comes_after_tells_what_was_before(
    told: tuple[tuple[int, str], ...], ended: int | None, since: int | None, *, is_draft: bool
) -> None:
    found = ready(OPENED, marks(*told), None if ended is None else at(ended), is_draft=is_draft)
    assert found == (None if since is None else at(since))
