"""Which request a pipeline runs for."""

import json
from pathlib import Path

import pytest

from teamkit.forges.pipelines import UnderTest, under_test

GITHUB = {"GITHUB_REF": "refs/pull/7/merge", "GITHUB_HEAD_REF": "feature/x", "GITHUB_BASE_REF": "develop"}
GITLAB = {
    "CI_MERGE_REQUEST_IID": "7",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature/x",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "develop",
    "CI_MERGE_REQUEST_TITLE": "feat: x",
}
JENKINS = {"CHANGE_ID": "7", "CHANGE_BRANCH": "feature/x", "CHANGE_TARGET": "develop", "CHANGE_TITLE": "feat: x"}


def event(folder: Path, content: object) -> dict[str, str]:
    (folder / "event.json").write_text(json.dumps(content))
    return {**GITHUB, "GITHUB_EVENT_PATH": str(folder / "event.json")}


@pytest.mark.parametrize("environment", [GITLAB, JENKINS], ids=["gitlab", "jenkins"])
def test_variables_name_the_request_and_its_title(environment: dict[str, str]) -> None:
    assert under_test(environment) == UnderTest(7, "feature/x", "develop", "feat: x")


def test_github_writes_the_title_into_a_file(tmp_path: Path) -> None:
    environment = event(tmp_path, {"pull_request": {"title": "feat: x"}})
    assert under_test(environment) == UnderTest(7, "feature/x", "develop", "feat: x")


@pytest.mark.parametrize("title", ["Draft: feat: x", "[Draft] feat: x", "(draft) feat: x"])
def test_the_mark_of_a_draft_is_no_part_of_the_title(title: str) -> None:
    found = under_test({**GITLAB, "CI_MERGE_REQUEST_TITLE": title})
    assert found is not None
    assert found.title == "feat: x"


@pytest.mark.parametrize("content", [{}, {"pull_request": None}, {"pull_request": {"title": 3}}, [], "x"])
def test_an_event_that_says_something_else_has_no_title(content: object, tmp_path: Path) -> None:
    assert under_test(event(tmp_path, content)) == UnderTest(7, "feature/x", "develop")


@pytest.mark.parametrize("path", ["", "/nowhere/event.json"])
def test_an_event_that_is_not_there_has_no_title(path: str) -> None:
    assert under_test({**GITHUB, "GITHUB_EVENT_PATH": path}) == UnderTest(7, "feature/x", "develop")


def test_an_event_that_is_no_json_has_no_title(tmp_path: Path) -> None:
    (tmp_path / "event.json").write_bytes(b"\xff{")
    environment = {**GITHUB, "GITHUB_EVENT_PATH": str(tmp_path / "event.json")}
    assert under_test(environment) == UnderTest(7, "feature/x", "develop")


@pytest.mark.parametrize(
    "environment",
    [{}, {"GITHUB_REF": "refs/heads/develop"}, {**GITLAB, "CI_MERGE_REQUEST_IID": ""}, {**JENKINS, "CHANGE_ID": "x"}],
)
def test_other_runs_are_for_no_request(environment: dict[str, str]) -> None:
    assert under_test(environment) is None
