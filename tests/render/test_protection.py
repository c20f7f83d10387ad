"""The rules that a forge is to hold a project to agree with the project's pipelines and branches."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from rendering import PAIRWISE, rendered

from teamkit.forges.protecting.files import read
from teamkit.forges.protecting.model import Kind, Rule

SETS = pytest.mark.parametrize(
    "answers", PAIRWISE, ids=lambda answers: "-".join(str(value) for value in answers.values() if value)
)


def rules(folder: Path) -> dict[str, dict[str, Any]]:
    """What each ruleset says, by its name and by the type of its rules."""
    wanted = (rule for rule in read(folder) if rule.kind is Kind.RULESET)
    return {rule.name: {entry["type"]: entry.get("parameters") for entry in rule.body["rules"]} for rule in wanted}


def project(folder: Path) -> Rule:
    return next(rule for rule in read(folder) if rule.kind in {Kind.REPOSITORY, Kind.PROJECT})


@SETS
def test_only_the_chosen_forge_has_rules(answers: dict[str, Any]) -> None:
    folder = rendered(**answers)
    there = {
        path
        for path in (".github/rulesets", ".github/settings.yml", ".gitlab/protection.yml")
        if (folder / path).exists()
    }
    wanted = (
        {".gitlab/protection.yml"} if answers["forge"] == "gitlab" else {".github/rulesets", ".github/settings.yml"}
    )
    assert there == wanted


@SETS
def test_rulesets_are_tidy_and_what_github_takes(answers: dict[str, Any]) -> None:
    files = sorted((rendered(**answers) / ".github").glob("rulesets/*.json"))
    assert [
        file.name for file in files if file.read_text() != json.dumps(json.loads(file.read_text()), indent=2) + "\n"
    ] == []
    names = {"production", "version tags"} | ({"develop"} if answers["branching"] == "gitflow" else set())
    assert rules(rendered(**answers)).keys() == (names if answers["forge"] == "github" else set())


@SETS
def test_a_required_check_is_the_job_that_gathers_all_others(answers: dict[str, Any]) -> None:
    folder = rendered(**answers)
    required = {
        check["context"]
        for said in rules(folder).values()
        for check in (said.get("required_status_checks") or {}).get("required_status_checks", [])
    }
    workflows = [yaml.safe_load(file.read_text()) for file in folder.glob(".github/workflows/*.yml")]
    gates = {
        job["name"]
        for workflow in workflows
        for key, job in workflow["jobs"].items()
        if key == "passed" and "pull_request" in workflow[True]
    }
    jenkins = {"continuous-integration/jenkins/pr-merge"} if answers["pipeline"] == "jenkins" else set()
    assert required == (gates | jenkins if answers["forge"] == "github" else set())


@SETS
def test_a_release_reaches_production_by_a_merge_commit_alone_and_nothing_forbids_the_way_back(
    answers: dict[str, Any],
) -> None:
    folder = rendered(**answers)
    for name, said in rules(folder).items():
        assert "required_linear_history" not in said
        if name != "version tags":
            alone = name == "production" and answers["branching"] == "gitflow"
            assert said["pull_request"]["allowed_merge_methods"] == (["merge"] if alone else ["squash", "merge"])
    if answers["forge"] == "gitlab":
        assert project(folder).body["merge_method"] == "merge"


@SETS
def test_at_least_one_other_developer_is_in_the_data_of_both_forges(answers: dict[str, Any]) -> None:
    folder = rendered(**answers)
    for said in rules(folder).values():
        if review := said.get("pull_request"):
            assert review["required_approving_review_count"] >= 1
            assert review["require_last_push_approval"]
    if answers["forge"] == "gitlab":
        bodies = {rule.kind: rule.body for rule in read(folder)}
        assert bodies[Kind.APPROVERS]["approvals_required"] >= 1
        assert bodies[Kind.APPROVALS]["merge_requests_author_approval"] is False


@SETS
def test_the_branches_of_the_model_are_those_that_are_protected(answers: dict[str, Any]) -> None:
    folder = rendered(**answers)
    lasting = {answers["production_branch"]} | ({"develop"} if answers["branching"] == "gitflow" else set())
    found = {
        ref.removeprefix("refs/heads/")
        for rule in read(folder)
        if rule.kind is Kind.RULESET and rule.body["target"] == "branch"
        for ref in rule.body["conditions"]["ref_name"]["include"]
    } | {rule.name for rule in read(folder) if rule.kind is Kind.BRANCH}
    assert found == lasting
    working = "develop" if answers["branching"] == "gitflow" else answers["production_branch"]
    assert project(folder).body["default_branch"] == working


def test_a_version_is_never_moved_and_the_pipeline_may_make_one() -> None:
    assert rules(rendered())["version tags"].keys() == {"update", "deletion"}
