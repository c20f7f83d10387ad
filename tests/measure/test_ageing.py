"""Open work is at risk when it is older than 85 % of its size took; the rule is tested on what ended."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pasts import at, draft, opened, said

from teamkit.forges.past.model import PastRequest
from teamkit.measure.ageing import Ageing, ageing
from teamkit.measure.norms import Norms
from teamkit.measure.samples import Sample, Share
from teamkit.measure.work import STAGES, Work, Works, requests
from teamkit.team.model import Team

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def work(days: float, lines: int = 10, *, ago: float = 0, **changes: Any) -> Work:
    """Work that was merged so many days ago, so many days after it began; by default a moment ago."""
    ended = NOW - DAY * ago - timedelta(minutes=1)
    url, began = "https://forge.example/7", ended - DAY * days
    return replace(Work(7, "Give the shop a price", url, "", lines, began, ended, is_merged=True), **changes)


def waiting(days: float, lines: int = 10) -> Work:
    """Work that is open for so many days."""
    return work(0, lines, stage="in review", began=NOW - DAY * days, ended=None, is_merged=False)


def judged(*works: Work) -> Ageing:
    return ageing(Works("request", STAGES, works), NOW)


def merged(number: int = 20, **changes: Any) -> list[Work]:
    """Work that took 1 to 20 days, of which 85 % took at most 17.15, by proportion between the 17th and the 18th."""
    return [work(days + 1, ago=200, **changes) for days in range(number)]


def share(found: Ageing, label: str) -> object:
    (line,) = (line for line in found.lines if line.label == label)
    return line.now


# ── What is at risk ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("days", "is_late"), [(17.1, False), (17.2, True)])
def test_work_is_at_risk_when_it_is_older_than_the_85th_percentile(days: float, *, is_late: bool) -> None:
    found = judged(*merged(), waiting(days))
    assert bool(found.at_risk) is is_late
    assert share(found, "open work that is at risk") == Share(int(is_late), 1)


def test_why_it_is_at_risk_is_told_in_one_line() -> None:
    assert judged(*merged(), waiting(30)).notes == (
        "request 7, Give the shop a price: open for 30 days; of 20 merged with any size, 85 % took at most 17 days",
    )


def test_what_is_small_is_late_sooner_than_what_is_large() -> None:
    works = [work(1, 5), work(10, 50), work(40, 500)] * 20
    found = judged(*works, waiting(5, 3), waiting(5, 30), waiting(50, 9000))
    assert [each.why for each in found.at_risk] == [
        "open for 5 days; of 20 merged with 0 to 5 lines, 85 % took at most 24 hours",
        "open for 50 days; of 20 merged with 51 lines or more, 85 % took at most 40 days",
    ]


def test_the_first_one_is_the_oldest_in_proportion_to_its_norm() -> None:
    works = [work(1, 5), work(10, 50)] * 20
    assert [record["lines"] for record in judged(*works, waiting(30, 50), waiting(20, 5)).records] == [5, 50]


def test_each_open_piece_of_work_is_a_record() -> None:
    (record,) = judged(*merged(), waiting(3)).records
    assert record == {
        "number": 7,
        "title": "Give the shop a price",
        "url": "https://forge.example/7",
        "stage": "in review",
        "began": NOW - 3 * DAY,
        "lines": 10,
        "age": 3 * 86400.0,
        "norm": pytest.approx(17.15 * 86400),
        "n": 20,
        "is_at_risk": False,
    }


def test_what_ended_or_began_later_is_not_known_yet() -> None:
    later = [replace(each, ended=NOW + DAY) for each in merged()]
    assert len(judged(*merged(), *later).open) == 20
    assert judged(*merged(), replace(waiting(0), began=NOW + DAY)).open == ()


def test_below_five_merged_ones_nothing_is_called_at_risk_and_it_is_said() -> None:
    found = judged(*merged(4), *merged(9, is_merged=False), waiting(99))
    assert [(record["age"], record["norm"], record["is_at_risk"]) for record in found.records] == [
        (99 * 86400, None, None)
    ]
    assert share(found, "open work that is at risk") == Share(0, 0)
    assert found.notes == ("merged in the last 52 weeks: 4; too few to call anything open at risk",)
    assert judged(*merged(5), waiting(99)).at_risk


def test_what_was_merged_more_than_a_year_ago_is_no_norm() -> None:
    found = judged(*[work(1, ago=365)] * 9, waiting(99))
    assert (found.merged.n, found.at_risk) == (0, ())


def test_ages_are_counted_from_the_beginning() -> None:
    ages, times = (line.now for line in judged(*merged(), waiting(3), waiting(5)).lines[1:3])
    assert isinstance(ages, Sample)
    assert isinstance(times, Sample)
    assert (ages.n, ages.median, times.n, times.median) == (2, 4 * 86400, 20, 10.5 * 86400)


def test_of_much_work_at_risk_the_worst_is_told_in_words_and_the_records_hold_all() -> None:
    found = judged(*merged(), *(waiting(days) for days in range(30, 42)))
    assert found.notes[0].startswith("request 7, Give the shop a price: open for 41 days; ")
    assert (len(found.notes), found.notes[-1]) == (11, "2 more are at risk, as the records say")
    assert sum(record["is_at_risk"] is True for record in found.records) == 12


# ── Sizes ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("number", "classes"), [(5, 1), (39, 1), (40, 2), (59, 2), (60, 3), (600, 3)])
def test_there_are_as_many_sizes_as_have_twenty_merged_ones_up_to_three(number: int, classes: int) -> None:
    found = Norms(work(1, lines) for lines in range(number)).sizes(NOW)
    assert len(found) == classes
    assert all(size.n >= min(number, 20) for size in found)


@example([3] * 40)
@given(st.lists(st.integers(0, 3), min_size=5, max_size=90))
def test_sizes_span_all_lines_without_a_gap_and_hold_all_work(lines: list[int]) -> None:
    found = Norms(work(1, each) for each in lines).sizes(NOW)
    assert sum(size.n for size in found) == len(lines)
    assert all(size.n for size in found)
    assert found[0].least == 0
    assert [size.least for size in found[1:]] == [(size.most or 0) + 1 for size in found[:-1]]
    assert found[-1].most is None


# ── The rule, tested on what ended ──────────────────────────────────────────────────────────────


def test_the_rule_is_tested_on_what_ended_by_what_was_known_when_that_week_began() -> None:
    """Twenty were merged half a year ago, before which there was no norm, so that five are left to be tested."""
    ended = [work(3), work(18), work(40), replace(work(20), is_merged=False), replace(work(2), is_merged=False)]
    ended = [replace(each, ended=each.ended - DAY * 100, began=each.began - DAY * 100) for each in ended if each.ended]
    found = judged(*merged(), *ended)
    assert [line.now for line in found.lines[3:]] == [Share(2, 3), Share(1, 3), Share(1, 3), Share(1, 2)]
    assert [line.label for line in found.lines[3:]] == [
        "merged work that had been listed",
        "listed work that took twice its norm or more",
        "listed work that was closed unmerged",
        "other work that was closed unmerged",
    ]


def test_of_a_history_that_repeats_itself_15_percent_had_been_listed() -> None:
    found = judged(*(work(1 + number * 37 % 100, ago=number / 4) for number in range(1400)))
    listed = share(found, "merged work that had been listed")
    assert isinstance(listed, Share)
    assert listed.n > 1300
    assert listed.value == pytest.approx(0.15, abs=0.02)


def test_of_work_that_nobody_sees_given_up_nothing_is_said_about_that() -> None:
    found = ageing(Works("branch", (), tuple(merged()), tells_losses=False), NOW)
    assert [line.label for line in found.lines if "unmerged" in line.label] == []


def test_what_ends_in_the_same_week_is_no_norm_yet() -> None:
    assert judged(*(work(days, ago=0) for days in range(1, 10))).ended == ()


# ── Requests ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("request_", "stage", "ended", "is_merged"),
    [
        (opened(3), "waiting for a review", None, False),
        (opened(3, acts=(said("grace", at(1)),)), "in review", None, False),
        (draft(3, since=at(0, 9)), "draft", None, False),
        (opened(3, merged=at(4)), "waiting for a review", at(4), True),
        (opened(3, closed=at(4)), "waiting for a review", at(4), False),
    ],
)
def test_a_request_is_work_from_its_opening_to_its_merge_or_close(
    request_: PastRequest, stage: str, ended: datetime | None, *, is_merged: bool
) -> None:
    expected = Work(3, "Change 3", "https://forge.example/3", stage, 10, at(0, 9), ended, is_merged)
    assert requests([request_], Team()).several == (expected,)


def test_requests_of_bots_are_left_out() -> None:
    assert requests([opened(is_bots=True), opened(author="renovate[bot]")], Team()).several == ()
