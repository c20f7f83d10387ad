"""How much is finished a day and a week, worked out by hand."""

from deliveries import a_commit, a_request, shown
from pasts import WEEKS, at

from teamkit.measure.programs import Programs
from teamkit.measure.samples import Count
from teamkit.measure.throughput import landed, merged

NOBODY = Programs()


def test_days_and_weeks_without_a_merge_count_too() -> None:
    requests = [a_request(number, merged=at(day)) for number, day in enumerate([0, 0.5, 1, 8, -1, 28])]
    found = merged(requests, NOBODY, WEEKS)
    daily, weekly, total = found.lines
    assert (daily.label, shown(daily.now), shown(daily.before)) == ("merged requests a day", (28, 0), (28, 0))
    assert (shown(weekly.now), shown(weekly.before)) == ((4, 0.5), (4, 0))
    assert (total.now, total.before) == (Count(4), Count(1))
    assert tuple(found.by_week(WEEKS).values()) == (3, 1, 0, 0)


def test_what_programs_opened_and_what_was_not_merged_does_not_count() -> None:
    requests = [a_request(1), a_request(2, is_bots=True), a_request(3, merged=None)]
    assert [record["number"] for record in merged(requests, NOBODY, WEEKS).records] == [1]


def test_git_alone_tells_of_landings_of_people() -> None:
    line = (
        a_commit("bump", "merge", made=at(4), author="renovate[bot] <x@example.com>"),
        a_commit("merge", "one", "side", made=at(3)),
        a_commit("one", made=at(1)),
    )
    found = landed(line, NOBODY, WEEKS)
    assert [(record["title"], record["finished"]) for record in found.records] == [
        ("Commit one", at(1)),
        ("Commit merge", at(3)),
    ]
    assert found.lines[0].label == "landed changes a day"
