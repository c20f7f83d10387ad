"""Lead time for changes, worked out by hand."""

from datetime import timedelta

import pytest
from deliveries import HOUR, a_commit, a_delivery, a_request, commits, deployed, shown
from pasts import WEEKS, at

from teamkit.history.containing import Logged
from teamkit.measure.bringing import brought
from teamkit.measure.delivery import Delivery
from teamkit.measure.lead_time import LeadTime, lead_time
from teamkit.measure.programs import Programs

MERGED = commits(
    a_commit("one", "start", made=at(1)),
    a_commit("side", "start", made=at(2)),
    a_commit("merge", "one", "side", made=at(3)),
    a_commit("two", "merge", made=at(4)),
)


def measured(*deliveries: Delivery, bots: tuple[str, ...] = ()) -> LeadTime:
    return lead_time([a_request(landed="merge")], deliveries, Programs(bots), WEEKS)


def days(found: LeadTime) -> dict[str, float]:
    return {change.commit.hash: change.lead / timedelta(days=1) for change in found.changes}


def test_each_commit_waits_for_the_first_deployment_that_contains_it_and_merges_do_not_count() -> None:
    found = measured(a_delivery(MERGED, deployed("merge", at(5)), deployed("two", at(6))))
    assert days(found) == {"one": 4, "side": 3, "two": 2}
    (line,) = found.lines
    assert (line.label, shown(line.now)) == ("lead time for changes", (3, 3 * 24 * HOUR))


def test_a_commit_that_is_deployed_again_counts_once_and_so_does_a_rollback() -> None:
    found = measured(a_delivery(MERGED, deployed("two", at(5)), deployed("one", at(6)), deployed("merge", at(7))))
    assert days(found) == {"one": 4, "side": 3, "two": 1}


def test_a_tag_on_a_side_branch_deploys_what_it_contains() -> None:
    known = {**MERGED, **commits(a_commit("hotfix", "one", made=at(5)))}
    found = measured(a_delivery(known, deployed("hotfix", at(6)), deployed("two", at(8))))
    assert days(found) == {"one": 5, "hotfix": 1, "side": 6, "two": 4}


def test_each_environment_has_its_own_figure() -> None:
    eu, us = (
        a_delivery(MERGED, deployed("one", at(day), name), environment=name) for name, day in (("eu", 2), ("us", 4))
    )
    found = measured(eu, us)
    assert [(line.label, shown(line.now)) for line in found.lines] == [
        ("lead time for changes, eu", (1, 24 * HOUR)),
        ("lead time for changes, us", (1, 72 * HOUR)),
    ]
    assert [change.lead for change in found.changes] == [timedelta(days=1), timedelta(days=3)]


def test_a_commit_that_is_younger_than_its_deployment_by_the_clocks_counts_as_nothing_and_it_is_said() -> None:
    found = measured(a_delivery(MERGED, deployed("one", at(0, 12))))
    assert days(found) == {"one": 0}
    assert found.notes == ("1 of 1 commits were deployed before they were made, by the clocks: they count as 0",)


@pytest.mark.parametrize("author", ["renovate[bot] <x@example.com>", "Sonar <x@example.com>", "x <sonar@example.com>"])
def test_what_programs_commit_does_not_count(author: str) -> None:
    known = commits(a_commit("one", "start", author=author), a_commit("two", "one", made=at(1)))
    found = measured(a_delivery(known, deployed("two", at(2))), bots=("sonar", "sonar@example.com"))
    assert days(found) == {"two": 1}


def test_what_the_record_begins_with_may_be_older_in_production_and_is_left_out() -> None:
    known = commits(a_commit("start", made=at(-900)), a_commit("one", "start", made=at(1)))
    found = measured(Delivery("production", (deployed("start", at(1)), deployed("one", at(2))), known))
    assert days(found) == {"one": 1}
    assert found.notes == (
        "the record of production begins with v-start, and what that contains may be older there: it is left out",
    )


def test_a_rewritten_history_begins_the_record_anew() -> None:
    rewritten = commits(a_commit("start'", made=at(-30)), a_commit("one'", "start'", made=at(-9)))
    after = commits(a_commit("two", "one'", made=at(2)))
    found = measured(a_delivery({**rewritten, **after}, deployed("one'", at(1)), deployed("two", at(3))))
    assert days(found) == {"two": 1}


def test_what_a_commit_that_is_gone_brought_counts_with_the_next_deployment_and_it_is_said() -> None:
    gone = deployed("gone", at(2))
    found = measured(a_delivery(MERGED, gone, deployed("one", at(3)), missing=frozenset({"gone"})))
    assert days(found) == {"one": 2}
    (note,) = found.notes
    assert note.startswith("1 of 2 deployments to production are of commits that are not here")


def test_tags_without_a_time_of_their_own_are_said() -> None:
    found = measured(a_delivery(MERGED, deployed("one", at(1), is_dated=False)))
    (note,) = found.notes
    assert note.startswith("1 of 1 deployments are tags that say no time")


def test_a_commit_counts_when_it_was_deployed() -> None:
    found = measured(a_delivery(MERGED, deployed("one", at(-1)), deployed("two", at(28))))
    (line,) = found.lines
    assert (shown(line.now), shown(line.before)) == ((0, None), (1, 0))
    assert found.records == ()


def test_a_dot_leads_to_the_request_that_brought_the_commit() -> None:
    found = measured(a_delivery(MERGED, deployed("two", at(5))))
    told = {record["commit"]: (record["number"], record["title"], record["url"]) for record in found.records}
    assert told == {
        "one": (None, "Commit one", None),
        "side": (7, "Change 7", "https://forge.example/7"),
        "two": (None, "Commit two", None),
    }


def names(known: dict[str, Logged], *landed: str) -> dict[str, int]:
    requests = [a_request(number, landed=name) for number, name in enumerate(landed, 1)]
    return {name: request.number for name, request in brought(known, requests).items()}


def test_a_squash_is_a_requests_and_what_stood_there_before_is_not() -> None:
    known = dict(commits(a_commit("start"), a_commit("one", "start"), a_commit("squash", "one")))
    assert names(known, "squash") == {"squash": 1}


def test_a_merge_brings_its_branch_and_two_merges_share_nothing() -> None:
    known = dict(
        commits(a_commit("start"), *MERGED.values(), a_commit("more", "side"), a_commit("again", "two", "more"))
    )
    assert names(known, "merge", "again", "unknown") == {"merge": 1, "side": 1, "again": 2, "more": 2}
