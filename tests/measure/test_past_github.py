"""GitHub's memory has nulls and words that no schema promised."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from fake_forge.server import FakeForge, Fault
from fake_forge.state import START, TOKEN, Deployment, File, Issue, Request, Review, Sight
from fake_forge.using import remembering

from teamkit.forges.model import Act
from teamkit.forges.past.model import Past

LATER = START + timedelta(hours=5)


def told(forge: FakeForge, folder: Path, ask: Callable[[Past], Any], **other: Any) -> Any:
    """What is read where the only entry of an answer says something else."""
    with remembering(forge, "github", folder / "truth") as past:
        ask(past)
    answer = json.loads(forge.calls[0].answer)
    answer["data"]["repository"]["found"]["nodes"][0] |= other
    forge.faults.append(Fault(body=json.dumps(answer)))
    with remembering(forge, "github", folder / "told") as past:
        (found,) = ask(past).value
    return found


def test_lists_that_are_null_or_hold_nulls_are_empty(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1, files=[File("a.py")], reviews=[Review("alan")], asked=["eve"])]
    nulls = dict.fromkeys(("files", "reviews", "reviewRequests"))
    found = told(forge, tmp_path, lambda past: past.requests(START), **nulls)
    assert (found.files, found.acts, found.asked) == ((), (), ())
    lists = ("files", "reviews", "comments", "commits", "marks", "reviewRequests")
    holes = {name: {"nodes": [None]} for name in lists}
    assert told(forge, tmp_path / "holes", lambda past: past.requests(START), **holes) == found


def test_a_review_of_a_kind_that_nobody_knows_is_a_comment(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1)]
    novel = {"author": None, "commit": None, "state": "NOVEL", "submittedAt": LATER.isoformat()}
    found = told(forge, tmp_path, lambda past: past.requests(START), reviews={"nodes": [novel]})
    assert [(act.author, act.act, act.at) for act in found.acts] == [(None, Act.COMMENTED, LATER)]


def test_a_status_that_nobody_knows_is_no_success(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.deployments = [Deployment("a" * 40, states=[("success", LATER)])]
    page = {"createdAt": LATER.isoformat(), "environmentUrl": "https://shop.example.com", "logUrl": None}
    novel = {"nodes": [page | {"state": "NOVEL", "createdAt": START.isoformat()}, page | {"state": "SUCCESS"}]}
    found = told(forge, tmp_path, lambda past: past.deployments(("production",), START), statuses=novel)
    assert (found.at, found.url) == (LATER, "https://shop.example.com")


def test_an_issue_is_dismissed_where_it_was_closed_as_not_planned(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.issues = [Issue(1, closed=LATER)]
    found = {
        reason: told(
            forge, tmp_path / str(reason), lambda past: past.incidents(("incident",), START), stateReason=reason
        )
        for reason in ("NOT_PLANNED", "COMPLETED", "NOVEL", None)
    }
    assert {reason: each.is_dismissed for reason, each in found.items()} == {
        "NOT_PLANNED": True,
        "COMPLETED": False,
        "NOVEL": False,
        None: False,
    }


def test_a_token_that_may_not_name_teams_is_refused_once_and_not_with_every_page(
    forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.tokens = {TOKEN: Sight(teams=False, is_scoped=True)}
    forge.world.requests = [Request(each, asked=["org/core", "eve"]) for each in range(120)]
    with remembering(forge, "github", tmp_path) as past:
        read = past.requests(START)
    assert {request.asked for request in read.value} == {("eve",)}
    assert len(forge.calls) == 1 + 3 + 1
