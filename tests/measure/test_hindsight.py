"""What is told of an earlier instant is what was known then, whatever happened since."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flows import an_empty
from hypothesis import given
from hypothesis import strategies as st
from pasts import WEEKS, at, draft, measured, opened, said

from teamkit.findings import Unseen
from teamkit.forges.past.model import ForgeDeployment, ForgeIncident, PastRequest, Read
from teamkit.lifecycle.measuring.facts import Facts, Sources
from teamkit.lifecycle.measuring.scene import Scene
from teamkit.measure import hindsight
from teamkit.measure.facts import Incident
from teamkit.measure.periods import Period
from teamkit.team.model import Team

# ── One request ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Life:
    """What happens to a request, at hours after it is opened: None of what never does."""

    readied: int | None
    said: tuple[int, ...]
    merged: int | None
    closed: int | None

    def known(self, until: int) -> PastRequest:
        """All that somebody knows who looks right before an hour."""
        begun = opened() if self.readied == 0 else draft()
        if self.readied is not None and self.readied < until:
            begun = replace(begun, is_draft=False, ready=_hour(self.readied))
        if self.merged is not None and self.merged < until:
            begun = replace(begun, merged=_hour(self.merged), landed="a" * 40)
        if self.closed is not None and self.closed < until:
            begun = replace(begun, closed=_hour(self.closed))
        return replace(begun, acts=tuple(said("grace", _hour(hour)) for hour in self.said if hour < until))


def _hour(number: int) -> datetime:
    return at(0, 9) + timedelta(hours=number)


def lives() -> st.SearchStrategy[Life]:
    hour = st.integers(0, 9)
    many = st.lists(hour, max_size=4).map(lambda hours: tuple(sorted(hours)))
    ends = st.sampled_from(["merged", "closed", None])
    return st.builds(
        lambda readied, several, end, last: Life(
            readied if readied is None or readied <= last else None,
            several,
            last if end == "merged" else None,
            last if end == "closed" else None,
        ),
        st.none() | hour,
        many,
        ends,
        hour,
    )


@given(lives(), st.integers(1, 11))
def test_a_request_is_what_somebody_knew_who_looked_then(life: Life, hour: int) -> None:
    assert list(hindsight.requests([life.known(99)], _hour(hour))) == [life.known(hour)]


def test_nobody_knew_of_a_request_before_it_was_opened() -> None:
    assert list(hindsight.requests([opened(since=at(3))], at(3))) == []


def test_an_incident_lasted_until_it_ended_and_was_none_before_it_began() -> None:
    outage = Incident("#1", "Down", at(2), at(4))
    assert list(hindsight.incidents([outage], at(3))) == [replace(outage, ended=None)]
    assert list(hindsight.incidents([outage], at(5))) == [outage]
    assert list(hindsight.incidents([outage], at(2))) == []


# ── What is measured ────────────────────────────────────────────────────────────────────────────


class Forge:
    """A forge of today: a request that was merged and deployed since, and an outage that is over since."""

    def requests(self, *_: object) -> Read[tuple[PastRequest, ...]]:
        late = (said("grace", at(9)),)
        return Read((opened(1, at(1), merged=at(10), acts=late), opened(2, at(12))), at(30))

    def deployments(self, *_: object) -> Read[tuple[ForgeDeployment, ...]]:
        return Read(tuple(ForgeDeployment(f"{day:040}", "production", at(day), "") for day in (2, 11)), at(30))

    def environments(self) -> tuple[str, ...]:
        return ()

    def incidents(self, *_: object) -> Read[tuple[ForgeIncident, ...]]:
        outages = (ForgeIncident(3, "Down", "", "", at(day), at(9), at(9), is_dismissed=False) for day in (3, 8))
        return Read(tuple(outages), at(30))

    def close(self) -> None:
        pass


def looked(root: Path, until: datetime) -> Facts:
    """The facts of today for a period that ended some time ago."""
    return Facts(Scene(root, "main", "main", "main", Team(), Period(WEEKS.since, until), at(30)), Sources({}))


def test_everything_is_measured_as_at_the_end_of_a_period_that_is_past(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("teamkit.lifecycle.measuring.facts.find_past", lambda *_: Forge())
    made = an_empty(tmp_path / "shop")
    made.change("Start", "a.py", days=60)
    facts = looked(made.folder, at(7))
    assert [(row["number"], row["age"]) for row in measured(facts, "ageing").records] == [(1, 6 * 86400)]
    (wait,) = measured(facts, "reviews").records
    assert (wait["number"], wait["first_response"], wait["is_within"]) == (1, None, False)
    assert not isinstance(facts.deployments, Unseen)
    assert [each.at for each in facts.deployments] == [at(2)]
    assert isinstance(looked(made.folder, at(2)).deployments, Unseen)
    assert not isinstance(facts.incidents, Unseen)
    assert [(each.started, each.ended) for each in facts.incidents.incidents] == [(at(3), None)]
    assert facts.notes == ("what requests hold, and whom they ask for a review, is told as of today",)
