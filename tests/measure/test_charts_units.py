"""Numbers are short, and their units are those that people would choose."""

import pytest

from teamkit.publish.charts.units import DAY, HOUR, MINUTE, WEEK, YEAR, Unit, counted, shown, spoken


@pytest.mark.parametrize(
    ("value", "unit", "short", "long"),
    [
        (0, Unit.SECONDS, "0", "0 seconds"),
        (45, Unit.SECONDS, "45 s", "45 seconds"),
        (MINUTE, Unit.SECONDS, "1 min", "1 minute"),
        (4.25 * HOUR, Unit.SECONDS, "4.2 h", "4.2 hours"),
        (1.5 * DAY, Unit.SECONDS, "1.5 d", "1.5 days"),
        (20 * DAY, Unit.SECONDS, "20 d", "20 days"),
        (9.97 * DAY, Unit.SECONDS, "10 d", "10 days"),
        (5 * WEEK, Unit.SECONDS, "5 w", "5 weeks"),
        (3 * YEAR, Unit.SECONDS, "3 y", "3 years"),
        (0.5, Unit.DAYS, "12 h", "12 hours"),
        (0.0824, Unit.SHARE, "8.2 %", "8.2 %"),
        (1, Unit.SHARE, "100 %", "100 %"),
        (4012, Unit.COUNT, "4,012", "4,012"),
        (3.5, Unit.COUNT, "3.5", "3.5"),
        (None, Unit.SECONDS, "–", "–"),
    ],
)
def test_a_number_in_a_chart_and_in_a_sentence(value: float | None, unit: Unit, short: str, long: str) -> None:
    gap = "\N{NO-BREAK SPACE}"
    assert shown(value, unit).replace(gap, " ") == short
    assert spoken(value, unit).replace(gap, " ") == long


def test_one_of_a_thing_has_its_own_word() -> None:
    assert [counted(number, "week") for number in (0, 1, 1200)] == ["0 weeks", "1 week", "1,200 weeks"]
    assert [counted(number, "branch") for number in (1, 2)] == ["1 branch", "2 branches"]
