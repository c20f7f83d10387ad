"""Both recovery figures, worked out by hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from deliveries import HOUR, deployed
from pasts import WEEKS, at

from teamkit.findings import Unseen
from teamkit.measure.causes import cause
from teamkit.measure.facts import Deployment, Incident
from teamkit.measure.recovery import Recovery, recovery
from teamkit.measure.samples import Mean, Sample

FIRST, SECOND = deployed("a" * 40, at(1), name="v1.2.0"), deployed("b" * 40, at(3), name="v1.3.0")
FRIDAY = at(4)
BOTH = (FIRST, SECOND)


def an_incident(name: str = "#1", started: datetime = FRIDAY, hours: float | None = 2, **changes: Any) -> Incident:
    """An incident that no deployment brought, and that was over after two hours."""
    ended = None if hours is None else started + timedelta(hours=hours)
    return Incident(name, f"Incident {name}", started, ended, **{"deployment": "", **changes})


def measured(*incidents: Incident, deployments: tuple[Deployment, ...] = BOTH) -> Recovery:
    found = recovery(incidents, deployments, WEEKS)
    assert isinstance(found, Recovery)
    return found


def test_the_mean_is_of_all_incidents_and_failed_deployments_are_those_that_one_brought() -> None:
    found = measured(
        an_incident("#1", hours=1), an_incident("#2", hours=2, deployment="v1.3.0"), an_incident("#3", hours=9)
    )
    mean, median, failed = found.lines
    assert (mean.label, mean.now, mean.before) == ("mean time to recovery", Mean(3, 4 * HOUR), Mean(0, None))
    assert isinstance(median.now, Sample)
    assert (median.now.n, median.now.median) == (3, 2 * HOUR)
    assert (failed.label, failed.now) == ("failed deployment recovery time", Sample(1, 2 * HOUR, 2 * HOUR))


def test_an_incident_counts_where_it_ended() -> None:
    found = measured(an_incident("#1", at(-1), 30), an_incident("#2", at(27), 30), an_incident("#3", at(-9)))
    assert (found.lines[0].now, found.lines[0].before) == (Mean(1, 30 * HOUR), Mean(1, 2 * HOUR))
    assert [record["name"] for record in found.records] == ["#1", "#2"]


def test_one_without_an_end_lasts_and_is_shown_and_said() -> None:
    found = measured(an_incident(hours=None), an_incident("#2"))
    assert found.lines[0].now == Mean(1, 2 * HOUR)
    assert [record["seconds"] for record in found.records] == [None, 2 * HOUR]
    assert found.notes == ("1 of 2 incidents last still, and do not count yet",)


def test_one_that_was_dismissed_does_not_count_and_is_said() -> None:
    found = measured(an_incident(is_dismissed=True), an_incident("#2", hours=3))
    assert found.lines[0].now == Mean(1, 3 * HOUR)
    assert found.notes == ("1 of 2 incidents were dismissed, and do not count",)


def test_where_no_incident_was_ever_recorded_nobody_knows() -> None:
    found = recovery([], BOTH, WEEKS)
    assert isinstance(found, Unseen)
    assert "an issue of the incident form" in found.mend


def test_an_incident_before_the_period_shows_that_they_are_recorded() -> None:
    assert measured(an_incident(started=at(-90))).lines[0].now == Mean(0, None)


# ── Which deployment ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "started", "brought_by"),
    [
        ("v1.2.0", at(4), FIRST),
        ("1.2.0", at(4), FIRST),
        ("V1.3.0", at(4), SECOND),
        ("bbbbbbb", at(4), SECOND),
        ("B" * 40, at(4), SECOND),
        ("bbbbbb", at(4), None),
        ("v1.4.0", at(4), None),
        ("", at(3, 1), None),
        ("v1.3.0", at(2), SECOND),
    ],
)
def test_a_tag_or_commit_names_it_and_an_empty_field_says_that_none_did(
    said: str, started: datetime, brought_by: Deployment | None
) -> None:
    found = cause(an_incident(started=started, deployment=said), BOTH)
    assert (found and found.deployment) == brought_by
    assert not (found and found.is_inferred)


def test_of_several_deployments_of_a_commit_the_last_one_before_it_counts() -> None:
    eu, us, late = (deployed("a" * 40, at(day), name) for name, day in (("eu", 1), ("us", 2), ("asia", 9)))
    found = cause(an_incident(deployment="aaaaaaa"), (eu, us, late))
    assert found
    assert found.deployment == us


@pytest.mark.parametrize(
    ("started", "brought_by"), [(at(3, 1), SECOND), (at(4), SECOND), (at(4, 1), None), (at(1), FIRST), (at(0), None)]
)
def test_where_nobody_was_asked_it_is_inferred_from_the_last_day(
    started: datetime, brought_by: Deployment | None
) -> None:
    found = cause(an_incident(started=started, deployment=None), BOTH)
    assert (found and found.deployment) == brought_by
    assert found is None or found.is_inferred


def test_what_is_inferred_and_what_cannot_be_found_is_said() -> None:
    found = measured(an_incident("#1", deployment=None), an_incident("#2", deployment="v9"))
    assert found.notes == (
        "no deployment is recorded that is named in #2; write its tag or commit there",
        "1 of 2 incidents came within a day of a deployment, from which it is inferred",
    )
    assert [record["is_inferred"] for record in found.records] == [True, None]
    assert [record["deployment_name"] for record in found.records] == ["v1.3.0", None]


def test_without_deployments_the_second_figure_is_said_to_be_unknown() -> None:
    found = measured(an_incident(deployment="v1"), deployments=())
    assert found.lines[2].now == Sample(0, None, None)
    assert found.notes == ("which incidents a deployment brought is not known: no deployment is recorded",)
