"""GitHub and GitLab tell the same of the same past, with its pages, its nulls and its lost accounts."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from fake_forge.rubbish import anything, changed, places
from fake_forge.server import FakeForge, Fault
from fake_forge.state import START, TOKEN, Deployment, File, Issue, Request, Review, Sight
from fake_forge.using import remembering
from hypothesis import given, settings
from hypothesis import strategies as st

from teamkit.forges.model import Act
from teamkit.forges.model import Review as Reviewed
from teamkit.forges.past.model import ForgeDeployment, ForgeIncident, PastRequest, Read

KINDS = ["github", "gitlab"]
pytestmark = pytest.mark.parametrize("kind", KINDS)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def requests(forge: FakeForge, kind: str, folder: Path, since: datetime = START) -> tuple[PastRequest, ...]:
    with remembering(forge, kind, folder) as past:
        read = past.requests(since)
    assert (read.unseen, read.notes) == (None, ())
    return read.value


def deployments(forge: FakeForge, kind: str, folder: Path, since: datetime = START) -> tuple[ForgeDeployment, ...]:
    with remembering(forge, kind, folder) as past:
        read = past.deployments(("production", "eu"), since)
    assert (read.unseen, read.notes) == (None, ())
    return read.value


def incidents(forge: FakeForge, kind: str, folder: Path, since: datetime = START) -> tuple[ForgeIncident, ...]:
    with remembering(forge, kind, folder) as past:
        read = past.incidents(("incident", "outage"), since)
    assert (read.unseen, read.notes) == (None, ())
    return read.value


# ── Requests ────────────────────────────────────────────────────────────────────────────────────


def test_a_request_is_read_from_its_beginning_to_its_end(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    request = Request(
        7,
        source="feature/orders",
        is_draft=True,
        commits=[at(-5), at(-9), at(-7)],
        files=[File("a.py", added=3, deleted=1), File("b.py", added=10)],
        asked=["eve"],
    )
    request.happened("readied", at(2))
    request.happened("said", at(3), "grace")
    request.happened("said", at(4), "ada")
    request.happened("changes requested", at(5), "alan")
    request.happened("closed", at(6))
    request.happened("reopened", at(7))
    request.happened("approved", at(8), "alan")
    request.happened("merged", at(9), landed="f" * 40)
    forge.world.requests = [request]
    (found,) = requests(forge, kind, tmp_path)
    assert replace(found, url="") == PastRequest(
        number=7,
        title="Request 7",
        url="",
        author="ada",
        is_bots=False,
        source="feature/orders",
        target="develop",
        is_draft=False,
        begun=at(-9),
        opened=START,
        ready=at(2),
        merged=at(9),
        closed=None,
        updated=at(9),
        landed="f" * 40,
        lines=14,
        files=("a.py", "b.py"),
        asked=("eve",),
        acts=(
            Reviewed("grace", Act.COMMENTED, at(3)),
            Reviewed("alan", Act.ASKED, at(5)),
            Reviewed("alan", Act.APPROVED, at(8)),
        ),
    )
    page = {"github": "https://github.com/org/shop/pull/7", "gitlab": "https://gitlab.com/org/shop/-/merge_requests/7"}
    assert found.url == page[kind]


def test_what_ended_without_a_merge_has_no_landing(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    given_up, open_one = Request(1, landed="e" * 40), Request(2)
    given_up.happened("closed", at(1))
    forge.world.requests = [given_up, open_one]
    closed, still_open = requests(forge, kind, tmp_path)
    assert (closed.merged, closed.closed, closed.landed, closed.is_open) == (None, at(1), "", False)
    assert (still_open.merged, still_open.closed, still_open.landed, still_open.is_open) == (None, None, "", True)


def test_a_draft_is_not_ready_and_one_that_was_merged_before_somebody_made_it_a_draft_was(
    kind: str, forge: FakeForge, tmp_path: Path
) -> None:
    merged = Request(2)
    merged.happened("merged", at(1), landed="f" * 40)
    merged.happened("drafted", at(2))
    forge.world.requests = [Request(1, is_draft=True), merged]
    assert [(found.is_draft, found.ready) for found in requests(forge, kind, tmp_path)] == [(True, None), (True, START)]


def test_what_is_gone_is_none(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    lost = Request(1, author=None, source_repository=None, reviews=[Review(None), Review(None, "said")])
    lost.happened("merged", at(1), landed=None)
    lost.head = None if kind == "gitlab" else lost.head
    forge.world.requests = [lost, Request(2, commits=[None, at(-1), None])]
    found, dated = requests(forge, kind, tmp_path)
    assert (found.author, found.landed, found.begun, found.files, found.lines) == (None, "", None, (), 0)
    assert [(act.author, act.act) for act in found.acts] == [(None, Act.APPROVED), (None, Act.COMMENTED)]
    assert dated.begun == at(-1)


def test_bots_are_told_from_people(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, author="renovate"), Request(2, reviews=[Review("renovate-bot", "said")])]
    bots, people = requests(forge, kind, tmp_path)
    assert (bots.is_bots, people.is_bots) == (True, False)
    assert [act.is_bots for act in people.acts] == [True]


def test_times_are_told_in_utc(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    local = timezone(timedelta(hours=-7))
    forge.world.requests = [Request(1, opened=START.astimezone(local), commits=[at(-1).astimezone(local)])]
    (found,) = requests(forge, kind, tmp_path)
    assert (found.opened, found.begun) == (START, at(-1))
    assert [moment.utcoffset() for moment in (found.opened, found.updated, found.begun) if moment] == [timedelta()] * 3


def test_open_requests_are_read_however_long_nothing_happened_and_ended_ones_since_an_instant(
    kind: str, forge: FakeForge, tmp_path: Path
) -> None:
    old, late = Request(1, opened=at(-900)), Request(2, opened=at(-900))
    old.happened("merged", at(-1), landed="f" * 40)
    late.happened("merged", at(0), landed="f" * 40)
    forge.world.requests = [old, late, Request(3, opened=at(-901)), Request(4, opened=at(1))]
    assert [found.number for found in requests(forge, kind, tmp_path)] == [3, 2, 4]


@pytest.mark.parametrize("number", [0, 1, 50, 51, 120])
def test_every_page_is_read(kind: str, number: int, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.page_size = 30
    forge.world.requests = [Request(each, opened=at(each)) for each in range(number)]
    assert [found.number for found in requests(forge, kind, tmp_path)] == list(range(number))


def test_of_very_long_stories_the_beginning_is_known(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    request = Request(1, commits=[at(hours) for hours in range(-150, 0)])
    for hours in range(1, 131):
        request.happened("said", at(hours), "grace")
    forge.world.requests = [request]
    (found,) = requests(forge, kind, tmp_path)
    assert found.begun == at(-150)
    known = {"github": 100, "gitlab": 130}[kind]
    assert [act.at for act in found.acts] == [at(hours) for hours in range(1, known + 1)]


def test_progress_is_told(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(each, opened=at(each - 5)) for each in range(60)]
    told: list[tuple[int, int | None]] = []
    with remembering(forge, kind, tmp_path) as past:
        past.requests(START, lambda done, total: told.append((done, total)))
    assert told[-1] == (60, None if kind == "github" else 60)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


# ── Deployments ─────────────────────────────────────────────────────────────────────────────────


def test_a_deployment_is_told_with_the_time_of_its_success(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    states = [("in_progress", at(1)), ("success", at(2)), ("inactive", at(50))]
    failed = [("in_progress", at(1)), ("failure", at(2))]
    forge.world.deployments = [
        Deployment("a" * 40, created=at(1), states=states),
        Deployment("b" * 40, created=at(3), states=failed),
        Deployment("c" * 40, "staging", created=at(4), states=states),
        Deployment("d" * 40, created=at(5)),
        Deployment("e" * 40, "eu", created=at(6), states=[("success", at(7))], url=None),
    ]
    assert deployments(forge, kind, tmp_path) == (
        ForgeDeployment("a" * 40, "production", at(2), "https://example.com/run/1"),
        ForgeDeployment("e" * 40, "eu", at(7), ""),
    )


def test_deployments_count_by_their_success_and_not_by_their_beginning(
    kind: str, forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.deployments = [
        Deployment("a" * 40, created=at(-600), states=[("success", at(1))]),
        Deployment("b" * 40, created=at(-2), states=[("success", at(-1))]),
        Deployment("c" * 40, created=at(1), states=[("success", at(2)), ("success", at(9))], has_job=False),
    ]
    assert [(done.commit[0], done.at) for done in deployments(forge, kind, tmp_path)] == [("a", at(1)), ("c", at(2))]


def test_every_page_of_deployments_is_read(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.deployments = [
        Deployment(f"{each:040}", created=at(each), states=[("success", at(each))]) for each in range(230)
    ]
    assert [int(done.commit) for done in deployments(forge, kind, tmp_path)] == list(range(230))


def test_where_the_latest_deployments_went_to_is_known_whatever_is_asked_for(
    kind: str, forge: FakeForge, tmp_path: Path
) -> None:
    places = ("live", "review/1", "live")
    done = [("success", at(0))]
    forge.world.deployments = [Deployment("a" * 40, place, at(-n), done) for n, place in enumerate(places)]
    forge.world.deployments.append(Deployment("b" * 40, "broken", at(1), [("failure", at(1))]))
    with remembering(forge, kind, tmp_path) as past:
        assert (past.deployments(("production",), START).value, past.environments()) == ((), places)
        forge.lasts = 0
        assert past.environments() == ()


# ── Incidents ───────────────────────────────────────────────────────────────────────────────────


def test_an_incident_is_read_whole(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.issues = [
        Issue(1, closed=at(5), reason="completed"),
        Issue(2, labels=["outage", "incident"], opened=at(1), body=None),
        Issue(3, labels=["bug"]),
        Issue(4, opened=at(2), closed=at(3), reason="duplicate"),
        Issue(5, opened=at(3), closed=at(4), reason=None),
    ]
    found = incidents(forge, kind, tmp_path)
    assert [(each.number, each.opened, each.closed, each.is_dismissed) for each in found] == [
        (1, START, at(5), False),
        (2, at(1), None, False),
        (4, at(2), at(3), True),
        (5, at(3), at(4), False),
    ]
    assert [each.body for each in found[:2]] == ["Everybody saw an error.", ""]
    assert found[1].title == "The shop is down"
    assert found[0].url.endswith("/issues/1")


def test_what_the_forge_calls_an_incident_needs_no_label(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.issues = [Issue(1, labels=[], is_incident=True)]
    assert [each.number for each in incidents(forge, kind, tmp_path)] == ([1] if kind == "gitlab" else [])


def test_an_incident_that_was_opened_again_is_not_over(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.issues = [Issue(1, closed=at(1), reason="completed")]
    incidents(forge, kind, tmp_path)
    forge.world.issues[0].closed, forge.world.issues[0].changed = None, at(2)
    (found,) = incidents(forge, kind, tmp_path)
    assert (found.closed, found.is_dismissed) == (None, False)


def test_incidents_that_nothing_happened_to_lately_are_left_out(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.issues = [Issue(each, opened=at(each - 100), closed=at(each - 90)) for each in range(1, 220)]
    assert [each.number for each in incidents(forge, kind, tmp_path)] == list(range(90, 220))


# ── Tokens ──────────────────────────────────────────────────────────────────────────────────────


def test_a_token_without_rights_is_told_what_it_lacks(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.tokens = {TOKEN: Sight(operations=False)}
    with remembering(forge, kind, tmp_path) as past:
        reads = [past.deployments(("production",), START), past.incidents(("incident",), START)]
    scope = {
        "github": "set GITHUB_TOKEN to a token that may read contents, pull requests, issues, deployments and members",
        "gitlab": "set GITLAB_TOKEN to a token with the scope read_api, of somebody who is at least reporter",
    }
    assert [(read.value, read.asked_at, read.unseen and read.unseen.mend) for read in reads] == [
        ((), None, scope[kind])
    ] * 2


def test_a_repository_that_a_token_does_not_show_is_told(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.tokens = {TOKEN: Sight(repository=False)}
    with remembering(forge, kind, tmp_path) as past:
        read = past.requests(START)
    assert read.unseen is not None
    assert f"{kind.upper()}_TOKEN" in read.unseen.why


def test_nothing_but_questions_is_sent(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, reviews=[Review("alan", "said", START)] * 101)]
    requests(forge, kind, tmp_path)
    deployments(forge, kind, tmp_path)
    incidents(forge, kind, tmp_path)
    assert {call.method for call in forge.calls if call.path != "/api/graphql"} <= {"GET"}
    assert all(json.loads(call.body)["query"].startswith("\nquery(") for call in forge.calls if call.body)


# ── Whatever comes ──────────────────────────────────────────────────────────────────────────────


def test_an_answer_that_is_wrong_somewhere_is_read_or_told(kind: str, forge: FakeForge, tmp_path: Path) -> None:
    request = Request(1, files=[File("a.py")], commits=[at(-1)], reviews=[Review("alan")])
    request.happened("said", at(1), "grace")
    request.happened("drafted", at(2))
    request.happened("merged", at(3), landed="f" * 40)
    forge.world.requests = [request]
    forge.world.deployments = [Deployment("a" * 40, states=[("success", at(1))])]
    forge.world.issues = [Issue(1, closed=at(1), reason="duplicate")]
    with remembering(forge, kind, tmp_path) as past:
        asks: list[Callable[[], Read[Any]]] = [
            lambda: past.requests(START),
            lambda: past.deployments(("production",), START),
            lambda: past.incidents(("incident",), START),
        ]
        truths = []
        for ask in asks:
            forge.calls.clear()
            ask()
            truths += [(ask, place, json.loads(call.answer)) for place, call in enumerate(forge.calls)]
        spots = [(ask, place, truth, way) for ask, place, truth in truths for way in places(truth)]

        @settings(max_examples=80, deadline=None)
        @given(st.sampled_from(spots), anything)
        def wrong(spot: tuple[Callable[[], Read[Any]], int, Any, list[Any]], other: Any) -> None:
            ask, place, truth, way = spot
            forge.faults.clear()
            forge.faults.extend([None] * place)
            forge.faults.append(Fault(body=json.dumps(changed(truth, way, other))))
            read = ask()
            assert read.unseen is None or (
                read.unseen.why.startswith("http://127.0.0.1:") and "\n" not in read.unseen.why
            )

        wrong()
