"""How long to wait is read from what a forge says, and never from what nobody can read."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamkit.forges.waiting import Patience, limit, retry_after

NOW = 1_800_000_000.0
WEEK = 7 * 86_400


@given(st.integers(0, 10**9))
def test_a_number_of_seconds_is_read_back(seconds: int) -> None:
    assert retry_after({"retry-after": str(seconds)}, NOW) == seconds


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_a_date_is_read_back_and_one_that_is_past_asks_for_no_wait(at: datetime) -> None:
    at = at.replace(microsecond=0, tzinfo=UTC)
    said = retry_after({"retry-after": format_datetime(at, usegmt=True)}, NOW)
    assert said == max(0, at.timestamp() - NOW)


@given(st.text(max_size=40))
def test_any_other_text_says_nothing_or_some_seconds(text: str) -> None:
    said = retry_after({"retry-after": text}, NOW)
    assert said is None or said >= 0


@given(st.sampled_from([403, 429]), st.text(max_size=30), st.text(max_size=30))
def test_a_limit_is_waited_for_between_a_second_and_a_week(status: int, after: str, reset: str) -> None:
    wait = limit(status, {"retry-after": after, "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset}, "", NOW)
    assert wait is not None
    assert 1 <= wait <= WEEK


@pytest.mark.parametrize(
    ("status", "headers", "text"),
    [
        (403, {}, "Must have push access"),
        (403, {"x-ratelimit-remaining": "17"}, ""),
        (200, {"x-ratelimit-remaining": "0"}, '{"title": "how we are rate limited"}'),
        (200, {}, json.dumps({"title": '"errors": [{"type": "RATE_LIMITED"}]', "message": "a secondary rate limit"})),
        (503, {"retry-after": "7"}, ""),
    ],
)
def test_another_refusal_is_no_limit(status: int, headers: dict[str, str], text: str) -> None:
    assert limit(status, headers, text, NOW) is None


@pytest.mark.parametrize(
    "headers", [{}, {"x-ratelimit-remaining": "17", "x-ratelimit-reset": str(int(NOW) + 5)}, {"retry-after": "soon"}]
)
def test_a_limit_that_names_no_time_is_waited_for_a_minute(headers: dict[str, str]) -> None:
    assert limit(429, headers, "", NOW) == 60


SPENT, SECONDARY = '{"type":"RATE_LIMIT","code":"graphql_rate_limit"}', '{"message": "You hit a secondary rate limit"}'


@pytest.mark.parametrize(
    ("error", "headers", "seconds"),
    [
        (SPENT, {"x-ratelimit-remaining": "4"}, 30),
        (SPENT.replace("LIMIT", "LIMITED"), {"x-ratelimit-remaining": "0"}, 30),
        (SPENT, {"retry-after": "7"}, 7),
        (SECONDARY, {"x-ratelimit-remaining": "4000"}, 60),
        (SECONDARY, {"retry-after": "7"}, 7),
    ],
)
def test_graphql_tells_of_its_limits_in_an_answer_that_looks_well(
    error: str, headers: dict[str, str], seconds: int
) -> None:
    reset = {"x-ratelimit-reset": str(int(NOW) + 30)}
    assert limit(200, reset | headers, f'{{"data": null, "errors": [{error}]}}', NOW) == seconds


def test_chance_takes_up_to_half_of_a_pause() -> None:
    shortest, longest = Patience(chance=lambda: 0), Patience(chance=lambda: 1)
    assert [shortest.back_off(tried) for tried in (1, 2, 3)] == [0.5, 1, 2]
    assert [longest.back_off(tried) for tried in (1, 2, 3)] == [1, 2, 4]


def test_a_date_without_a_zone_is_utc() -> None:
    at = datetime.fromtimestamp(NOW, tz=UTC) + timedelta(seconds=30)
    assert retry_after({"retry-after": f"{at:%a, %d %b %Y %H:%M:%S} -0000"}, NOW) == 30
