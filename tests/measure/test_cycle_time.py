"""The stages of cycle time, worked out by hand, and their sum, whatever happened."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from deliveries import HOUR, a_commit, a_delivery, a_request, commits, deployed
from hypothesis import given
from hypothesis import strategies as st
from pasts import WEEKS, at, said

from teamkit.forges.model import Act, Review
from teamkit.measure.cycle_time import Cycle, CycleTime, cycle_time
from teamkit.measure.delivery import Delivery
from teamkit.measure.programs import Programs
from teamkit.measure.samples import Sample, Share

LANDED = commits(a_commit("landed 7", "start"), a_commit("landed 8", "landed 7"))


def measured(*requests: Any, deliveries: tuple[Delivery, ...] = (), bots: tuple[str, ...] = ()) -> CycleTime:
    return cycle_time(requests, deliveries, Programs(bots), WEEKS)


def the_cycle(*deliveries: Delivery, bots: tuple[str, ...] = (), **changes: Any) -> Cycle:
    (found,) = measured(a_request(**changes), deliveries=deliveries, bots=bots).cycles
    return found


def hours(cycle: Cycle) -> tuple[float, ...]:
    """Coding, pickup, review and deployment."""
    stages = (cycle.coding, cycle.pickup, cycle.review, cycle.deploying)
    assert sum(stages, timedelta()) == cycle.whole
    return tuple(stage.total_seconds() / HOUR for stage in stages)


def test_a_request_goes_through_four_stages() -> None:
    delivery = a_delivery(LANDED, deployed("landed 7", at(1, 4)))
    cycle = the_cycle(delivery)
    assert hours(cycle) == (10, 2, 4, 12)
    assert cycle.whole == timedelta(hours=28)


def test_where_no_deployment_contains_it_the_cycle_ends_with_the_merge() -> None:
    assert hours(the_cycle()) == (10, 2, 4, 0)


def test_the_first_deployment_of_all_environments_counts() -> None:
    late, early = (a_delivery(LANDED, deployed("landed 7", at(day))) for day in (3, 2))
    assert hours(the_cycle(late, replace(early, environment="eu")))[-1] == 32


def test_a_deployment_of_a_later_commit_contains_it() -> None:
    assert hours(the_cycle(a_delivery(LANDED, deployed("landed 8", at(2)), deployed("landed 7", at(3)))))[-1] == 32


def test_a_side_branch_that_lacks_it_does_not_deploy_it() -> None:
    known = {**LANDED, **commits(a_commit("hotfix", "start"))}
    assert hours(the_cycle(a_delivery(known, deployed("hotfix", at(1)), deployed("landed 7", at(2)))))[-1] == 32


def test_what_the_record_begins_with_may_have_been_deployed_before() -> None:
    first = Delivery("production", (deployed("landed 7", at(9)),), {**LANDED, "start": a_commit("start")})
    assert the_cycle(first).deployment is None


def test_a_review_after_the_merge_does_not_count() -> None:
    cycle = the_cycle(acts=(said("grace", at(0, 17)),))
    assert hours(cycle) == (10, 6, 0, 0)
    assert cycle.reviewed is None


def test_a_review_in_the_second_of_the_merge_counts() -> None:
    assert the_cycle(acts=(said("grace", at(0, 16)),)).reviewed == at(0, 16)


def test_a_comment_before_it_was_ready_does_not_count() -> None:
    assert hours(the_cycle(ready=at(0, 13))) == (13, 3, 0, 0)


def test_a_draft_is_coded_until_it_is_ready() -> None:
    cycle = the_cycle(opened=at(0, 2), ready=at(0, 11))
    assert hours(cycle) == (11, 1, 4, 0)


def test_a_draft_that_was_merged_as_one_was_ready_when_it_was_opened() -> None:
    assert hours(the_cycle(is_draft=True, ready=None)) == (10, 2, 4, 0)


def test_a_reopened_request_counts_from_its_first_opening_until_its_merge() -> None:
    assert hours(the_cycle(merged=at(2, 16), updated=at(3))) == (10, 2, 52, 0)


def test_merged_without_a_review_all_is_pickup_and_it_is_counted() -> None:
    found = measured(a_request(acts=()), a_request(8))
    assert hours(found.cycles[0]) == (10, 6, 0, 0)
    assert found.lines[-1].now == Share(1, 2)


def test_after_a_force_push_the_first_commit_may_be_younger_than_the_request() -> None:
    cycle = the_cycle(begun=at(0, 15))
    assert hours(cycle) == (0, 2, 4, 0)
    assert cycle.whole == timedelta(hours=6)


def test_where_the_forge_shows_no_commits_as_of_a_deleted_fork_it_began_when_it_was_opened() -> None:
    assert hours(the_cycle(begun=None, source="")) == (0, 2, 4, 0)


def test_a_commit_from_years_before_is_its_first_all_the_same() -> None:
    assert hours(the_cycle(begun=at(-10)))[0] == 250


def test_what_is_deployed_before_its_merge_by_the_clocks_is_deployed_at_once_and_it_is_said() -> None:
    found = measured(a_request(), deliveries=(a_delivery(LANDED, deployed("landed 7", at(0, 15))),))
    assert hours(found.cycles[0])[-1] == 0
    assert found.notes == ("1 of 1 requests were deployed before they were merged, by the clocks: at once, then",)


@pytest.mark.parametrize(
    "act",
    [
        said("codecov", at(0, 11), is_bots=True),
        said("renovate-bot", at(0, 11)),
        said("Sonar", at(0, 11)),
        said("ada", at(0, 11)),
    ],
)
def test_what_a_bot_or_the_author_says_first_does_not_count(act: Review) -> None:
    assert hours(the_cycle(bots=("sonar",), acts=(act, said("grace", at(0, 12))))) == (10, 2, 4, 0)


@pytest.mark.parametrize("act", list(Act))
def test_whatever_another_person_does_counts_also_where_the_account_is_gone(act: Act) -> None:
    assert hours(the_cycle(acts=(said(None, at(0, 14), act),))) == (10, 4, 2, 0)
    assert hours(the_cycle(author=None, acts=(said(None, at(0, 14), act),))) == (10, 4, 2, 0)


@pytest.mark.parametrize(
    "changes", [{"is_bots": True}, {"author": "renovate[bot]"}, {"author": "Sonar"}, {"merged": None, "closed": at(1)}]
)
def test_requests_of_bots_and_those_that_were_not_merged_do_not_count(changes: dict[str, Any]) -> None:
    assert measured(a_request(**changes), bots=("sonar",)).cycles == ()


def test_the_figures_are_those_of_the_period_beside_the_one_before() -> None:
    before, after = ({"begun": at(day), "opened": at(day), "ready": at(day), "acts": ()} for day in (-20, 30))
    late = a_request(3, **after, merged=at(31))
    found = measured(a_request(1), a_request(2, **before, merged=at(-10)), late)
    assert [cycle.request.number for cycle in found.within(WEEKS)] == [1]
    (whole, coding, pickup, review, deployment, unreviewed) = found.lines
    assert (whole.label, whole.now) == ("cycle time", Sample(1, 16 * HOUR, 16 * HOUR))
    assert whole.before == Sample(1, 240 * HOUR, 240 * HOUR)
    assert [line.label for line in (coding, pickup, review, deployment)] == [
        *("coding", "pickup", "review", "deployment")
    ]
    assert deployment.now == Sample(0, None, None)
    assert unreviewed.before == Share(1, 1)


def test_it_is_said_which_cycles_end_with_the_merge() -> None:
    some = measured(a_request(7), a_request(9), deliveries=(a_delivery(LANDED, deployed("landed 7", at(1))),))
    assert some.notes == ("cycle time of 1 of 2 requests ends with the merge: no deployment of them is known",)
    assert measured(a_request()).notes == ("cycle time ends with the merge: no deployment is recorded",)


def test_each_dot_has_its_request_its_stages_and_its_deployment() -> None:
    (record,) = measured(a_request(), deliveries=(a_delivery(LANDED, deployed("landed 7", at(1))),)).records
    assert {name: record[name] for name in ("number", "title", "url", "merged", "deployed")} == {
        "number": 7,
        "title": "Change 7",
        "url": "https://forge.example/7",
        "merged": at(0, 16),
        "deployed": at(1),
    }
    assert [record[name] for name in ("coding", "pickup", "review", "deployment", "cycle")] == [
        *(10 * HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 24 * HOUR)
    ]
    assert record["deployment_url"] == "https://ci.example/landed 7"


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(
    begun=st.none() | MOMENTS,
    opened=MOMENTS,
    ready=st.none() | MOMENTS,
    merged=MOMENTS,
    deployment=st.none() | MOMENTS,
    acts=st.lists(st.tuples(st.sampled_from(["ada", "grace", None]), MOMENTS, st.booleans()), max_size=5),
)
def test_the_stages_are_the_whole_to_the_microsecond_and_none_is_negative(
    deployment: datetime | None, acts: list[tuple[str | None, datetime, bool]], **times: Any
) -> None:
    spoken = tuple(said(author, moment, is_bots=is_bots) for author, moment, is_bots in acts)
    delivery = () if deployment is None else (a_delivery(LANDED, deployed("landed 7", deployment)),)
    cycle = the_cycle(*delivery, acts=spoken, **times)
    stages = (cycle.coding, cycle.pickup, cycle.review, cycle.deploying)
    assert min(stages) >= timedelta()
    assert sum(stages, timedelta()) == cycle.whole == cycle.ended - cycle.began
    assert cycle.began <= cycle.ready <= cycle.merged == times["merged"]
    assert cycle.ended >= cycle.merged
