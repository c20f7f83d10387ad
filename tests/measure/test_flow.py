"""What came is what was merged, what was closed and what is open."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pasts import MONDAY, WEEKS, at, opened

from teamkit.forges.past.model import PastRequest
from teamkit.measure.flow import flow
from teamkit.measure.periods import WEEK, Period
from teamkit.measure.samples import Count, Sample
from teamkit.team.model import Team

BEGIN, FIRST = at(-3), at(1)
SPANS = st.tuples(st.integers(-60, 40), st.integers(0, 40), st.sampled_from(["merged", "closed", None]))


def a_life(number: int, span: tuple[int, int, str | None]) -> PastRequest:
    """A request that was opened on a day and ended some days later, or not."""
    begin, days, end = span
    ending: dict[str, Any] = {end: at(begin + days)} if end else {}
    return opened(number, at(begin), **ending)


LIVES = st.lists(SPANS, max_size=20).map(lambda spans: tuple(a_life(*each) for each in enumerate(spans)))


def test_weeks_are_cumulated_over_what_was_open_before() -> None:
    requests = (
        opened(1, BEGIN),
        opened(2, FIRST, merged=at(9)),
        opened(3, FIRST, closed=at(15)),
        opened(4, at(-9), merged=BEGIN),
    )
    found = flow(requests, Team(), WEEKS).records
    assert [tuple(record.values())[1:] for record in found] == [(3, 0, 0, 3), (3, 1, 0, 2), (3, 1, 1, 1), (3, 1, 1, 1)]
    assert [record["week"] for record in found] == [MONDAY + WEEK * number for number in range(4)]


@given(LIVES)
def test_what_came_is_what_was_merged_closed_and_is_open_and_never_falls(requests: tuple[PastRequest, ...]) -> None:
    rows: list[Any] = [tuple(record.values())[1:] for record in flow(requests, Team(), WEEKS).records]
    assert all(came == merged + closed + left for came, merged, closed, left in rows)
    assert all(low <= high for row, later in pairwise(rows) for low, high in zip(row[:3], later[:3], strict=True))
    last = WEEKS.until
    ends = (each.merged or each.closed for each in requests if each.opened < last)
    assert rows[-1][3] == sum(end is None or end >= last for end in ends)


@given(LIVES.flatmap(st.permutations))
def test_the_order_in_which_requests_are_told_changes_no_flow(requests: list[PastRequest]) -> None:
    assert flow(requests, Team(), WEEKS) == flow(sorted(requests, key=lambda each: each.number), Team(), WEEKS)


def test_work_in_progress_is_counted_at_the_end_of_each_day_that_is_over() -> None:
    period = Period(MONDAY, at(3, 12))
    line, *counts = flow((opened(1, at(1, 3)), opened(2, at(-3), merged=at(2, 1))), Team(), period).lines
    assert line.now == Sample(3, 1, 1.7)
    assert [each.now for each in counts] == [Count(1), Count(1), Count(0)]
    assert [each.before for each in counts] == [Count(1), Count(0), Count(0)]


def test_requests_of_bots_are_no_work_of_the_team() -> None:
    assert flow((opened(is_bots=True),), Team(), WEEKS).lines[1].now == Count(0)
