"""GitLab's memory has gaps of its own."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fake_forge.server import FakeForge, Fault
from fake_forge.state import START, Issue, Request
from fake_forge.using import remembering

from teamkit.forges.past.model import PastRequest

LATER = START + timedelta(hours=5)
HEAD, SQUASHED, MERGED = "1" * 40, "2" * 40, "3" * 40


def told(forge: FakeForge, folder: Path, **other: Any) -> PastRequest:
    """What is read of one merge request of which the list says something else."""
    request = Request(1)
    request.happened("merged", LATER, landed=MERGED)
    forge.world.requests = [request]
    with remembering(forge, "gitlab", folder / "truth") as past:
        past.requests(START)
    (listed,) = json.loads(forge.calls[0].answer)
    forge.faults.append(Fault(body=json.dumps([listed | other])))
    with remembering(forge, "gitlab", folder / "told") as past:
        (found,) = past.requests(START).value
    return found


def test_the_last_change_stands_for_an_end_whose_time_was_lost(forge: FakeForge, tmp_path: Path) -> None:
    merged = told(forge, tmp_path / "merged", merged_at=None)
    assert (merged.merged, merged.closed, merged.is_open) == (LATER, None, False)
    forge.calls.clear()
    closed = told(forge, tmp_path / "closed", merged_at=None, state="closed")
    assert (closed.merged, closed.closed, closed.landed) == (None, LATER, "")


@pytest.mark.parametrize(
    ("commits", "landed"),
    [
        ({"squash_commit_sha": SQUASHED}, MERGED),
        ({"merge_commit_sha": None, "squash_commit_sha": SQUASHED}, SQUASHED),
        ({"merge_commit_sha": None}, HEAD),
        ({"merge_commit_sha": None, "sha": None}, ""),
    ],
)
def test_a_request_landed_as_its_merge_or_squashed_or_as_it_was(
    commits: dict[str, str | None], landed: str, forge: FakeForge, tmp_path: Path
) -> None:
    assert told(forge, tmp_path, **commits).landed == landed


@pytest.mark.parametrize("state", ["locked", "novel"])
def test_a_state_that_is_no_end_is_open(state: str, forge: FakeForge, tmp_path: Path) -> None:
    assert told(forge, tmp_path, state=state).is_open


def test_an_issue_that_was_moved_elsewhere_is_dismissed(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.issues = [Issue(1, closed=LATER)]
    with remembering(forge, "gitlab", tmp_path / "truth") as past:
        past.incidents(("incident",), START)
    (issue,) = json.loads(forge.calls[1].answer)
    forge.faults.extend([None, Fault(body=json.dumps([issue | {"moved_to_id": 9, "closed_at": None}]))])
    with remembering(forge, "gitlab", tmp_path / "told") as past:
        (found,) = past.incidents(("incident",), START).value
    assert (found.closed, found.is_dismissed) == (LATER, True)


def test_a_project_that_has_another_name_by_now_is_told(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1)]
    forge.faults.extend([None, Fault(body='{"data": {"project": null}}')])
    with remembering(forge, "gitlab", tmp_path) as past:
        unseen = past.requests(START).unseen
    assert unseen is not None
    assert unseen.why.endswith("/api/graphql knows no project org/shop")
    assert "git remote set-url origin URL" in unseen.mend


def test_what_was_deleted_between_two_questions_is_left_out(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.requests = [Request(1), Request(2)]
    forge.faults.extend([None, Fault(body='{"data": {"project": {"mergeRequests": {"nodes": []}}}}')])
    with remembering(forge, "gitlab", tmp_path) as past:
        read = past.requests(START)
    assert (read.value, read.unseen) == ((), None)
