"""A first response counts by the working hours of those who were to look."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pasts import MONDAY, WEEKS, at, draft, opened, said

from teamkit.checks.fixtures import a_team, a_user, an_area, away
from teamkit.forges.model import Act
from teamkit.forges.past.model import PastRequest
from teamkit.measure.reviews import Reviews, reviews
from teamkit.measure.samples import Share
from teamkit.team.model import Measures, Team

NOW = at(25)
BEFORE = {"opened": at(-20), "ready": at(-20)}


def of(*requests: PastRequest, team: Team | None = None, now: datetime = NOW) -> Reviews:
    return reviews(requests, team or Team(), WEEKS, now)


def answered(moment: datetime, number: int = 7, **changes: Any) -> PastRequest:
    return opened(number, **{"acts": (said("grace", moment),)} | changes)


def within(found: Reviews) -> Any:
    return found.lines[0].now


def hours(found: Reviews) -> float:
    (record,) = found.records
    assert isinstance(record["waited"], float)
    return record["waited"] / 3600


@pytest.mark.parametrize(
    ("day", "hour", "worked", "is_within"),
    [(0, 10, 1, True), (1, 9, 8, True), (2, 17, 24, True), (3, 9.5, 24.5, False), (7, 9, 40, False)],
)
def test_only_working_hours_count_against_the_norm(day: int, hour: float, worked: float, *, is_within: bool) -> None:
    found = of(answered(at(day, hour)))
    assert (hours(found), within(found)) == (worked, Share(is_within, 1))


def test_open_and_older_than_the_norm_is_missed_and_open_and_younger_is_left_out_and_counted() -> None:
    young = opened(1, ready=at(24, 9))
    found = of(young, opened(2), now=at(25, 9))
    assert within(found) == Share(0, 1)
    assert [each["is_within"] for each in found.records] == [False, None]
    assert found.notes[1].endswith("for less than the norm: 1")


@pytest.mark.parametrize("end", ["merged", "closed"])
def test_what_ended_without_a_response_is_missed_only_if_it_had_waited_too_long(end: str) -> None:
    ends: list[Any] = [{end: at(0, 12)}, {end: at(4)}]
    soon, late = (opened(**each) for each in ends)
    assert (within(of(soon)), within(of(late))) == (Share(0, 0), Share(0, 1))


@pytest.mark.parametrize(
    "acts",
    [
        (said("grace", at(0, 8)),),
        (said("linter", at(0, 10), is_bots=True),),
        (said("dependabot[bot]", at(0, 10)),),
        (said("Robot", at(0, 10)),),
        (said("grace", at(2)),),
    ],
    ids=["before it was ready", "a bot's", "a bot's by its name", "a bot's as team.yml says", "after the merge"],
)
def test_what_is_no_response(acts: Any) -> None:
    team = Team(measures=Measures(bots=("robot",)))
    found = of(opened(acts=acts, merged=at(1)), team=team)
    assert (found.records[0]["first_response"], found.records[0]["rounds"]) == (None, 0)


def test_a_response_of_an_account_that_is_gone_counts() -> None:
    assert within(of(opened(acts=(said(None, at(0, 10)),)))) == Share(1, 1)


def test_requests_of_bots_and_open_drafts_are_left_out() -> None:
    bots = opened(1, is_bots=True), opened(2, author="renovate[bot]"), draft(3)
    assert of(*bots).records == ()


def test_a_draft_that_was_merged_as_one_counts_as_ready_from_the_start() -> None:
    assert of(draft(merged=at(1))).records[0]["ready"] == at(0, 9)


def test_a_request_counts_where_it_became_ready_and_is_compared_with_the_period_before() -> None:
    found = of(
        answered(at(0, 10)), answered(at(-20, 1), 8, **BEFORE), answered(at(-19), 9, opened=at(-40), ready=at(-40))
    )
    assert [each["number"] for each in found.records] == [7]
    assert found.lines[0].before == Share(1, 1)


def test_the_time_to_a_first_response_is_of_those_that_got_one() -> None:
    times = of(answered(at(0, 10), 1), answered(at(0, 12), 2), opened(3)).lines[1].now
    assert (times.n, getattr(times, "median")) == (2, 2 * 3600)  # noqa: B009


def test_each_time_that_one_reviewer_asks_for_changes_another_round_begins() -> None:
    asked = tuple(said(who, at(1, hour), Act.ASKED) for hour, who in enumerate(("grace", "alan", "grace")))
    (record,) = of(opened(acts=(*asked, said("grace", at(2), Act.APPROVED)))).records
    assert record["rounds"] == 3


# ── Whose clock ─────────────────────────────────────────────────────────────────────────────────


def crew(**ada: Any) -> Team:
    """Grace writes; Ada owns the shop, and Alan is there too."""
    people = {"ada": a_user("ada", **ada), "grace": a_user("grace"), "alan": a_user("alan")}
    return a_team(users=people, areas={"shop": an_area("/shop/", accountable="ada", deputy=None)})


GRACES = opened(author="grace")


def test_the_clock_is_that_of_the_owner_who_was_to_look() -> None:
    assert hours(of(GRACES, team=crew(), now=at(1, 9))) == 8
    assert hours(of(GRACES, team=crew(timezone="America/New_York"), now=at(0, 17))) == 3


def test_days_on_which_the_one_who_was_to_look_is_away_do_not_count() -> None:
    team = crew(away=(away(at(0).date(), at(1).date()),))
    assert hours(of(GRACES, team=team, now=at(2, 12))) == 3


def test_of_several_who_were_asked_the_one_who_was_there_longest_counts() -> None:
    asked = replace(GRACES, asked=("ada", "alan"))
    assert hours(of(asked, team=crew(timezone="America/New_York"), now=at(0, 17))) == 8


def test_a_bot_that_is_asked_has_no_clock() -> None:
    asked = replace(GRACES, asked=("copilot[bot]",))
    assert hours(of(asked, team=crew(timezone="America/New_York"), now=at(0, 17))) == 3


def test_who_answered_unasked_was_to_look() -> None:
    found = replace(GRACES, acts=(said("alan", at(0, 17)),))
    assert hours(of(found, team=crew(timezone="America/New_York"))) == 8


def test_the_calendar_is_told() -> None:
    assert of(GRACES, team=crew()).notes == (
        "working hours are mon, tue, wed, thu, fri, 09:00 to 17:00, "
        "of those who were to look, each in their own time zone",
    )
    assert of().notes == ("working hours are mon, tue, wed, thu, fri, 09:00 to 17:00, in UTC",)


@given(st.permutations([answered(at(day, 10), day, ready=at(day, 9)) for day in range(5)] + [opened(9)]))
def test_the_order_in_which_requests_are_told_changes_nothing(requests: list[PastRequest]) -> None:
    assert of(*requests) == of(*sorted(requests, key=lambda each: each.number))


@given(st.lists(st.integers(0, 600), max_size=8), st.integers(0, 600))
def test_every_request_is_in_time_late_or_too_young_to_say(waits: list[int], now: int) -> None:
    several = [answered(at(0, 9 + hour), number) for number, hour in enumerate(waits)]
    found = of(*several, *(opened(number) for number in (20, 21)), now=MONDAY + timedelta(hours=9 + now))
    judged = [each["is_within"] for each in found.records]
    assert within(found) == Share(judged.count(True), judged.count(True) + judged.count(False))
    assert len(judged) == len(waits) + 2
