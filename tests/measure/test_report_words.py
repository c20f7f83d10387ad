"""The sentences and titles of a report say what was found, also where that is little."""

from collections.abc import Mapping
from datetime import UTC, timedelta

import pytest
from deliveries import a_commit, a_delivery, a_request, deployed
from pasts import MONDAY, WEEKS, at

from teamkit.history.landing.model import Landing
from teamkit.lifecycle.reporting import cycles
from teamkit.lifecycle.reporting.headlines import headline
from teamkit.lifecycle.reporting.translating import begun
from teamkit.measure.churn import churn
from teamkit.measure.cycle_time import cycle_time
from teamkit.measure.delivery import Delivery
from teamkit.measure.deployments import Frequency
from teamkit.measure.periods import Period
from teamkit.measure.programs import Programs
from teamkit.measure.throughput import merged

NOBODY = Programs()


def deployments(*days: float) -> Delivery:
    """Deployments to production, one of them before the period."""
    several = [deployed(f"c{number}", at(day)) for number, day in enumerate(days)]
    commits = {each.commit: a_commit(each.commit, made=each.at) for each in several}
    return a_delivery(commits, *several)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (
            [week * 7 + day for week in range(4) for day in (0, 1, 2)],
            "3 times in a typical week",
        ),
        ([0, 7, 14, 21], "weekly"),
    ],
)
def test_deployments_are_counted_by_the_week_and_rare_ones_have_a_word(days: list[float], said: str) -> None:
    assert headline(Frequency((deployments(*days),), WEEKS)) == f"Production is deployed {said}"


def test_where_a_typical_week_has_nothing_all_of_them_are_counted() -> None:
    several = [a_request(number, merged=at(day)) for number, day in enumerate((0, 1, 2))]
    assert headline(merged(several[:1], NOBODY, WEEKS)) == "1 merged request since 5 January 2026"
    assert headline(merged(several, NOBODY, WEEKS)) == "3 merged requests since 5 January 2026"
    assert headline(merged(several * 4, NOBODY, Period(MONDAY, at(7)))) == "12 merged requests in a typical week"


def test_lines_that_are_too_young_are_not_called_none() -> None:
    landing = Landing(1, "1" * 40, at(1), ("Ada <ada@example.com>",), 10, {})
    young, never = (churn(landed, Period(MONDAY, at(7)), NOBODY.wrote) for landed in ([landing], []))
    assert (headline(young), headline(never)) == ("No line has had its 21 days yet", "No line to measure")


def stages(**hours: float) -> str:
    """The title of the stages of five requests."""
    begun_at = at(0, 10) - timedelta(hours=hours["coding"])
    several = [a_request(number, begun=begun_at, merged=at(0, 12 + hours["review"])) for number in range(5)]
    *_, chart = cycles.charts(cycle_time(several, (), NOBODY, WEEKS), WEEKS, "#")
    return chart.title.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("hours", "title"),
    [
        ({"coding": 6, "review": 2}, "Coding takes the largest part of cycle time: 60 %"),
        ({"coding": 1, "review": 7}, "Review takes the largest part of cycle time: 70 %"),
    ],
)
def test_the_longest_stage_is_named_with_its_part(hours: Mapping[str, float], title: str) -> None:
    assert stages(**hours) == title


def test_a_sentence_begins_large_but_for_an_address() -> None:
    assert begun("nobody answers") == "Nobody answers"
    assert begun("https://forge.example cannot be reached") == "https://forge.example cannot be reached"


def test_a_period_that_ends_at_midnight_ends_the_day_before() -> None:
    assert Period(MONDAY, at(7)).last_day == at(6).astimezone(UTC).date()
    assert Period(MONDAY, at(7, 1)).last_day == at(7).date()
