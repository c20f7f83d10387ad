"""Change fail rate and deployment rework rate, worked out by hand."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from deliveries import a_commit, a_delivery, a_request, commits, deployed
from pasts import WEEKS, at

from teamkit.measure.delivery import Delivery
from teamkit.measure.facts import Incident
from teamkit.measure.failures import Failures, failures
from teamkit.measure.samples import Share

LINE = commits(a_commit("one", "start"), a_commit("two", "one"), a_commit("three", "two"))
LATE = at(10)
THREE = tuple(deployed(name, at(day)) for day, name in enumerate(LINE, 1))


def an_incident(deployment: str | None, started: datetime = LATE, **changes: Any) -> Incident:
    return Incident("#1", "Slow", started, started, deployment=deployment, **changes)


def measured(*incidents: Incident, delivery: Delivery | None = None, requests: tuple[Any, ...] = ()) -> Failures:
    return failures(incidents, [delivery or a_delivery(LINE, *THREE)], requests, WEEKS)


def reasons(found: Failures) -> dict[object, object]:
    return {record["name"]: record["unplanned"] for record in found.records}


# ── Change fail rate ────────────────────────────────────────────────────────────────────────────


def test_a_deployment_fails_once_however_many_incidents_it_brought() -> None:
    found = measured(an_incident("v-two"), an_incident("v-two"), an_incident(""))
    failed, rework = found.lines
    assert (failed.label, failed.now, failed.before) == ("change fail rate", Share(1, 3), Share(0, 0))
    assert (rework.label, rework.now) == ("deployment rework rate", Share(0, 3))
    assert found.notes == ()


def test_what_was_dismissed_is_no_failure() -> None:
    assert measured(an_incident("v-two", is_dismissed=True)).lines[0].now == Share(0, 3)


def test_what_is_inferred_is_called_so() -> None:
    found = measured(an_incident(None, at(3, 2)))
    assert found.lines[0].now == Share(1, 3)
    assert found.notes == ("1 of 3 deployments failed by an incident of the day after: it is inferred",)
    assert [record["is_inferred"] for record in found.records] == [False, False, True]


def test_where_nobody_records_incidents_the_rate_is_absent_with_the_step_that_begins_it() -> None:
    found = measured()
    assert [line.label for line in found.lines] == ["deployment rework rate"]
    assert found.notes[0].startswith("the change fail rate is not known: no incident is recorded; record each one")


# ── Deployment rework rate ──────────────────────────────────────────────────────────────────────


def changed(*subjects: str) -> Delivery:
    """Three commits after each other with these subjects, and one deployment of them."""
    pairs = zip(LINE.values(), subjects, strict=False)
    known = commits(*(replace(each, subject=words) for each, words in pairs))
    return a_delivery(known, deployed(list(known)[-1], at(5)))


@pytest.mark.parametrize(
    ("subjects", "reason"),
    [
        (['Revert "Add prices"'], "revert"),
        (["revert: add prices"], "revert"),
        (["revert(shop)!: add prices"], "revert"),
        (["Merge branch 'hotfix/1.2.1' into main"], "hotfix"),
        (["Merge pull request #7 from acme/hotfix/1.2.1"], "hotfix"),
        (["Merge branch 'revert-1a2b3c4d' into 'main'"], "revert"),
        (["hotfix: stop the loop"], "hotfix"),
        (['Revert "Add prices"', "hotfix: stop the loop"], "hotfix"),
        (['Revert "Add prices"', "Add names"], ""),
        (["Revert to the old colour of buttons"], ""),
        (["Let hotfix/ branches be merged"], ""),
        (["Add prices"], ""),
    ],
)
def test_a_deployment_is_rework_where_all_of_it_takes_back_or_is_a_hotfix(subjects: list[str], reason: str) -> None:
    found = measured(delivery=changed(*subjects))
    assert list(reasons(found).values()) == [reason]
    assert found.lines[-1].now == Share(int(bool(reason)), 1)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"source": "hotfix/1"}, "hotfix"),
        ({"source": "revert-7-prices"}, "revert"),
        ({"title": 'Revert "x"'}, "revert"),
    ],
)
def test_the_request_tells_where_a_squash_does_not(changes: dict[str, Any], reason: str) -> None:
    found = measured(delivery=changed("Stop the loop (#7)"), requests=(a_request(landed="one", **changes),))
    assert list(reasons(found).values()) == [reason]


def test_an_older_commit_that_is_deployed_again_is_rework() -> None:
    known = {**LINE, "two": a_commit("two", "one")}
    found = measured(delivery=a_delivery(known, deployed("three", at(1)), deployed("two", at(2))))
    assert reasons(found) == {"v-three": "", "v-two": "older commit"}


def test_what_nobody_can_look_at_is_not_called_rework() -> None:
    found = measured(delivery=a_delivery(LINE, deployed("gone", at(1)), missing=frozenset({"gone"})))
    assert reasons(found) == {"v-gone": ""}


def test_the_last_deployment_before_an_incident_ended_is_its_fix() -> None:
    incident = Incident("#1", "Slow", at(1, 1), at(3, 1), deployment="v-one")
    found = measured(incident)
    assert reasons(found) == {"v-one": "", "v-two": "", "v-three": "fix of an incident"}
    assert found.notes == ("1 of 3 deployments were the last before an incident ended, and so count as its fix",)


def test_the_deployment_that_brought_an_incident_is_not_its_fix() -> None:
    incident = Incident("#1", "Slow", at(1, 23), at(2, 1), deployment="v-two")
    assert set(reasons(measured(incident)).values()) == {""}


def test_an_incident_that_lasts_has_no_fix_yet() -> None:
    assert set(reasons(measured(Incident("#1", "Slow", at(1, 1), None, deployment="v-one"))).values()) == {""}


def test_a_row_has_the_incidents_of_its_deployment() -> None:
    found = measured(an_incident("v-two"))
    assert [record["incidents"] for record in found.records] == ["", "#1", ""]
