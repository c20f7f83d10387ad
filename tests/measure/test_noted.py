"""Lines of notes are read as what they are, and whatever else stands there is counted."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.history.noted import Noted, parse, read, written

COMMIT = "a" * 40
AT = datetime(2026, 1, 31, 13, 5, tzinfo=UTC)
GOOD = {"environment": "production", "at": "2026-01-31T14:05+01:00"}


def line(**changes: Any) -> str:
    return json.dumps(GOOD | changes)


def test_a_line_says_what_was_deployed_where_and_when() -> None:
    assert parse(COMMIT, line(url="https://ci.example/42", by="Ada")) == Noted(
        COMMIT, "production", AT, "https://ci.example/42"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "deployed by hand",
        "[]",
        "7",
        "null",
        '{"environment": "production"}',
        "[" * 100_000,
        line(at="yesterday"),
        line(at=7),
        line(at="2026-01-31T14:05"),
        line(at="0001-01-01T00:00+14:00"),
        line(environment=""),
        line(environment=["production"]),
        line(environment="two\nlines"),
        line(environment="\ud800"),
        line(environment="x" * 256),
    ],
)
def test_what_is_no_deployment_is_skipped_and_counted(hostile: str) -> None:
    notes = read([{COMMIT: (hostile, line())}])
    assert (len(notes.deployments), notes.unread) == (1, 1)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", 7, "https://ci.example/\n"])
def test_an_address_that_leads_to_no_page_is_left_out(url: object) -> None:
    assert parse(COMMIT, line(url=url)) == Noted(COMMIT, "production", AT)


def test_a_line_that_several_notes_hold_counts_once_and_the_oldest_comes_first() -> None:
    older = line(at="2026-01-01T00:00Z")
    notes = read([{COMMIT: (line(),)}, {COMMIT: (line(), older)}])
    assert [each.at.month for each in notes.deployments] == [1, 1]
    assert [each.at.day for each in notes.deployments] == [1, 31]


@given(
    st.text(min_size=1, max_size=20).filter(lambda name: name.isprintable() and name == name.strip()), st.datetimes()
)
def test_what_was_written_is_read(name: str, at: datetime) -> None:
    deployment = Noted(COMMIT, name, at.replace(tzinfo=UTC), "https://ci.example/42")
    assert "\n" not in written(deployment, "Ada")
    assert parse(COMMIT, written(deployment, "Ada")) == deployment
