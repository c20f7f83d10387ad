"""Churn is the share of lines that people landed in a week and that people deleted or rewrote within 21 days."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from teamkit.history.habits import is_bots
from teamkit.history.landing.model import Landing
from teamkit.measure.churn import Churn, churn
from teamkit.measure.model import Measured, Unit
from teamkit.measure.periods import Period
from teamkit.measure.samples import Count, Share

MONDAY, UNTIL = datetime(2026, 2, 2, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
PERIOD = Period(MONDAY, UNTIL)
ADA, GRACE, BOT = "Ada <ada@example.com>", "Grace <grace@example.com>", "renovate[bot] <bot@example.com>"


def landed(
    number: int, at: datetime, added: int = 0, deleted: Mapping[int, int] | None = None, *authors: str
) -> Landing:
    return Landing(number, f"{number:040x}", at, authors or (ADA,), added, deleted or {})


def after(**span: float) -> datetime:
    """Some time after the period begins."""
    return MONDAY + timedelta(**span)


def churned(*landings: Landing, until: datetime = UNTIL + timedelta(days=60)) -> Churn:
    """What the weeks until some time come to."""
    return churn(landings, Period(MONDAY, until), is_bots)


def shares(found: Churn) -> list[tuple[float, int]]:
    return [(week.share().part, week.share().n) for week in found.weeks]


# ── What counts ─────────────────────────────────────────────────────────────────────────────────


def test_lines_count_in_the_week_in_which_they_landed_and_not_when_they_went() -> None:
    found = churned(
        landed(1, after(days=1), 100),
        landed(2, after(days=8), 50, {1: 10}),
        landed(3, after(days=15), 5, {1: 5, 2: 20}),
    )
    assert shares(found)[:4] == [(15, 100), (20, 50), (0, 5), (0, 0)]


def test_a_line_that_goes_on_the_21st_day_counts_and_later_it_does_not() -> None:
    born = after(hours=5)
    for gone, part in ((born + timedelta(days=21), 3), (born + timedelta(days=21, seconds=1), 0)):
        assert shares(churned(landed(1, born, 10), landed(2, gone, 0, {1: 3})))[0] == (part, 10)


def test_14_and_30_days_are_told_beside_it() -> None:
    found = churned(
        landed(1, after(), 100),
        landed(2, after(days=14), 0, {1: 1}),
        landed(3, after(days=20), 0, {1: 10}),
        landed(4, after(days=30), 0, {1: 20}),
    )
    told = {line.label: line.now for line in found.lines}
    assert told["lines gone within 14 days"] == Share(1, 100)
    assert told["lines gone within 21 days"] == Share(11, 100)
    assert told["lines gone within 30 days"] == Share(31, 100)


def test_a_clock_that_goes_backwards_makes_nothing_old() -> None:
    assert shares(churned(landed(1, after(days=1), 10), landed(2, after(days=-400), 0, {1: 4})))[0] == (4, 10)


def test_lines_of_before_the_first_landing_that_was_read_count_nowhere() -> None:
    assert shares(churned(landed(9, after(days=1), 10, {3: 7})))[0] == (0, 10)


def test_programs_are_left_out_on_both_sides() -> None:
    found = churned(
        landed(1, after(days=1), 1000, None, BOT),
        landed(2, after(days=1), 10),
        landed(3, after(days=2), 5, {1: 600, 2: 1}),
        landed(4, after(days=3), 300, {2: 4}, BOT),
    )
    assert shares(found)[0] == (1, 15)
    assert "landings of programs, left out: 2" in found.notes


def test_what_a_person_brings_together_with_a_program_is_not_left_out() -> None:
    found = churned(landed(1, after(), 10, None, BOT, GRACE))
    assert shares(found)[0] == (0, 10)
    assert not any("programs" in note for note in found.notes)


def test_landings_dated_after_the_end_are_left_out_and_break_no_week() -> None:
    found = churned(
        landed(1, after(), 10), landed(2, datetime(2099, 1, 1, tzinfo=UTC), 70, {1: 10}), landed(3, after(days=1), 2)
    )
    assert shares(found)[0] == (0, 12)
    assert "landings dated after the period, left out: 1" in found.notes


# ── What is told ────────────────────────────────────────────────────────────────────────────────


def test_a_week_is_old_enough_when_its_last_line_has_had_21_days() -> None:
    sunday = after(days=7)
    for until, is_mature in ((sunday + timedelta(days=21), True), (sunday + timedelta(days=21, seconds=-1), False)):
        found = churned(landed(1, after(), 10), until=until)
        assert found.records[0]["is_mature"] is is_mature
        assert found.lines[0].now == (Share(0, 10) if is_mature else Share(0, 0))


def test_young_weeks_are_in_the_records_and_not_in_the_shares() -> None:
    found = churn([landed(1, after(days=8), 10), landed(2, after(days=9), 1, {1: 9})], PERIOD, is_bots)
    assert found.records[1] == {
        "week": after(days=7),
        "landed": 11,
        "gone_within_14_days": 9,
        "gone_within_21_days": 9,
        "gone_within_30_days": 9,
        "share": 9 / 11,
        "is_mature": False,
    }
    assert found.lines[0].now == Share(0, 0)
    assert found.notes == ("weeks whose lines have not had 21 days, left out of the shares: 3",)


def test_the_median_of_the_weeks_stands_beside_the_share_of_all_lines() -> None:
    found = churned(
        landed(1, after(), 1000),
        landed(2, after(days=1), 0, {1: 500}),
        landed(3, after(days=8), 10),
        landed(4, after(days=15), 10),
        landed(5, after(days=16), 0, {4: 1}),
    )
    pooled, weekly, *_ = found.lines
    assert pooled.now == Share(501, 1020)
    assert (weekly.now.n, getattr(weekly.now, "median", None)) == (3, 0.1)
    assert pooled.unit is weekly.unit is Unit.SHARE


def test_the_period_before_stands_beside_it() -> None:
    found = churn(
        [
            landed(1, after(weeks=-4), 10),
            landed(2, after(weeks=-3), 0, {1: 2}),
            landed(3, after(), 10),
            landed(4, after(days=3), 0, {3: 5}),
            landed(5, after(weeks=-5), 70),
        ],
        PERIOD,
        is_bots,
    )
    assert (found.lines[0].now, found.lines[0].before) == (Share(5, 10), Share(2, 10))
    assert (found.lines[-1].now, found.lines[-1].before) == (Count(10), Count(10))


def test_of_nothing_there_is_no_share() -> None:
    found: Measured = churn([], PERIOD, is_bots)
    assert [getattr(line.now, "value", None) for line in found.lines] == [None] * 5
    assert len(found.records) == 4
