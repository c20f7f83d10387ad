"""What figures are computed from, as far as it is chosen from what a forge tells."""

from datetime import datetime
from pathlib import Path

import pytest
from flows import an_empty
from pasts import WEEKS, at, measured, opened, said

from teamkit.findings import Unseen
from teamkit.forges.past.model import ForgeDeployment, ForgeIncident, PastRequest, Read
from teamkit.history.branches import Flow
from teamkit.lifecycle.measuring.facts import Facts, Sources
from teamkit.lifecycle.measuring.scene import Scene
from teamkit.measure.samples import Count, Share
from teamkit.team.model import Team

LONG_AGO = at(-300)


class Told:
    """A forge that tells what it is given."""

    def __init__(self, requests: tuple[PastRequest, ...] = (), commit: str = "") -> None:
        self._requests, self._commit = requests, commit

    def requests(self, *_: object) -> Read[tuple[PastRequest, ...]]:
        return Read(self._requests, WEEKS.until)

    def deployments(self, environments: tuple[str, ...], _: datetime) -> Read[tuple[ForgeDeployment, ...]]:
        done = (ForgeDeployment(self._commit, environments[0], at(10), ""),) if self._commit else ()
        return Read(done, WEEKS.until)

    def environments(self) -> tuple[str, ...]:
        return ()

    def incidents(self, _: tuple[str, ...], since: datetime) -> Read[tuple[ForgeIncident, ...]]:
        outage = ForgeIncident(3, "Down", "", "", LONG_AGO, LONG_AGO, LONG_AGO, is_dismissed=False)
        return Read((outage,) if since <= LONG_AGO else (), WEEKS.until)

    def close(self) -> None:
        pass


def facts(monkeypatch: pytest.MonkeyPatch, root: Path, forge: Told, head: str = "") -> Facts:
    monkeypatch.setattr("teamkit.lifecycle.measuring.facts.find_past", lambda *_: forge)
    flow = Flow("main", "develop")
    here = Scene(root, "develop", "develop", head, Team(), WEEKS, WEEKS.until, target="develop", flow=flow)
    return Facts(here, Sources({}))


def test_a_request_that_carries_a_release_is_no_work_though_its_review_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = an_empty(tmp_path / "shop").folder
    review = (said("grace", at(1)),)
    feature = opened(1, target="develop", merged=at(2), acts=review)
    release = opened(2, source="release/1.2.0", target="main", merged=at(3), acts=review)
    stacked = opened(3, source="feature/b", target="feature/a")
    known = facts(monkeypatch, root, Told((feature, release, stacked)))
    assert [row["number"] for row in measured(known, "cycle-time").records] == [1]
    assert [row["number"] for row in measured(known, "throughput").records] == [1]
    assert measured(known, "ageing").records == ()
    assert measured(known, "flow").lines[1].now == Count(1)
    assert [row["number"] for row in measured(known, "reviews").records] == [1, 2, 3]
    assert known.notes == ("requests that bring no changes to develop, and count for reviews alone: 2",)


def test_a_team_that_records_incidents_has_had_none_where_it_recorded_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = an_empty(tmp_path / "shop")
    commit = made.change("Start", "shop.py", days=60)
    known = facts(monkeypatch, made.folder, Told(commit=commit), commit)
    rate = measured(known, "failures").lines[0]
    assert (rate.label, rate.now) == ("change fail rate", Share(0, 1))


def test_where_all_requests_go_elsewhere_the_branch_is_named_that_they_go_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    requests = tuple(opened(number, target="trunk") for number in range(3))
    known = facts(monkeypatch, an_empty(tmp_path / "shop").folder, Told(requests))
    assert known.changes == Unseen(
        "none of 3 requests brings changes to develop", "measure where they go: --branch trunk"
    )


def test_the_step_that_records_a_deployment_is_called_as_this_repository_calls_the_tool(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = an_empty(tmp_path / "shop")
    made.change("Start", "team.py", days=60)
    found = facts(monkeypatch, made.folder, Told()).deployments
    assert isinstance(found, Unseen)
    assert "record each one as it is done: uv run -q --script team.py deployment record" in found.mend
