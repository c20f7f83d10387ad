"""GitHub's workflows, executed: green as rendered, red for each thing that they are there to catch."""

import re
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from platforms.checkout import WRONG_REQUESTS, Checkout
from platforms.github import Run, act, workflows
from rendering import rendered

pytestmark = pytest.mark.xdist_group("github")

ON = True  # what YAML 1.1 makes of the key `on`
READS = {"Report": {"deployments", "issues"}}
WRITES = {
    "Tag the version": ["contents"],
    "What the change asks for": ["pull-requests"],
    "Publish the report": ["id-token", "pages"],
}
DEPLOYABLE = {"CI": "success", "Deployment recipe": "success"}
CHECKS = ["Team", "Check", "Tests (SQLite)", "Tests (PostgreSQL)"]


def request(
    checkout: Checkout,
    *options: str,
    source: str = "feature/x",
    target: str = "develop",
    title: str = "feat: add prices",
) -> Run:
    """What a pull request sets off."""
    asked = {"number": 1, "title": title, "head": {"ref": source}, "base": {"ref": target}}
    payload = {"number": 1, "pull_request": asked}
    return act(checkout, "ci.yml", "pull_request", payload, *options)


def deployment(checkout: Checkout, ref: str, checks: str = "true", event: str = "push") -> Run:
    """What an event on a ref sets off. Checks end at once: where a called workflow fails, act stops too early."""
    file = ".github/workflows/deploy.yml"
    job = f"runs-on: ubuntu-latest\n    steps: [run: '{checks}']"
    text, number = re.subn(r"uses: \./\.github/workflows/ci\.yml.*", job, (checkout.folder / file).read_text())
    assert number == 1
    text = re.sub("ref: [^,]+, ", "", text)  # act knows no other ref than the one that is there
    checkout.apart_from_commits(file, text)
    return act(checkout, "deploy.yml", event, {"ref": ref}, "--secret=DEPLOY_TOKEN=a-token")


def test_a_request_is_green_as_rendered_and_the_audit_alone_is_red_when_advisories_cannot_be_reached(
    checkout: Callable[..., Checkout],
) -> None:
    run = request(checkout())
    assert run.jobs == {**dict.fromkeys([*CHECKS, "CI passed"], "success"), "Audit of dependencies": "failure"}, (
        run.output
    )
    assert "unknown: " in run.output


def test_a_failing_test_makes_the_aggregate_red(checkout: Callable[..., Checkout]) -> None:
    failing = checkout()
    failing.fail_a_test()
    failing.empty("check")
    run = request(failing, "--job=passed")
    assert run.jobs == {
        "Team": "success",
        "Check": "success",
        "Tests (SQLite)": "failure",
        "Tests (PostgreSQL)": "failure",
        "CI passed": "failure",
    }, run.output
    assert run.output.count("FAILED tests/test_red.py::test_red") == 2


def test_a_missing_migration_is_red(checkout: Callable[..., Checkout]) -> None:
    forgetful = checkout()
    forgetful.forget_a_migration()
    run = request(forgetful, "--job=check")
    assert run.jobs == {"Check": "failure"}
    assert "Alter field name on user" in run.output


def test_an_owners_file_that_disagrees_with_the_team_is_red_where_a_reviewer_looks(
    checkout: Callable[..., Checkout],
) -> None:
    disagreeing = checkout()
    disagreeing.disagree()
    run = request(disagreeing, "--job=team")
    assert run.jobs == {"Team": "failure"}
    assert "::error file=.github/CODEOWNERS,title=generated-files-current::" in run.output


def test_a_release_that_forgets_a_fix_is_red_and_any_other_request_is_told(checkout: Callable[..., Checkout]) -> None:
    forgetful = checkout()
    assert request(forgetful, "--job=team", source="release/1.0.0", target="main").jobs == {"Team": "success"}
    forgetful.mend_production_alone()
    run = request(forgetful, "--job=team", source="release/1.0.0", target="main")
    assert run.jobs == {"Team": "failure"}
    assert re.search(r"fail +\S*nothing-lost", run.output)
    run = request(forgetful, "--job=team")
    assert run.jobs == {"Team": "success"}
    assert "title=nothing-lost::" in run.output


def stay_where_it_is(made: Checkout) -> None:
    """Let the daily jobs look at the ref that is there: act knows no other one."""
    file = ".github/workflows/daily.yml"
    text = (made.folder / file).read_text()
    made.write(file, text.replace('ref: "develop", ', ""))
    assert text != (made.folder / file).read_text()


def test_each_working_morning_what_is_lost_is_red(checkout: Callable[..., Checkout]) -> None:
    made = checkout()
    stay_where_it_is(made)
    run = act(made, "daily.yml", "schedule", {}, "--job=news")
    assert run.jobs == {"Nothing lost, nothing collides": "success"}
    assert "Nobody could look which reviews are due" in run.output
    made.mend_production_alone()
    run = act(made, "daily.yml", "schedule", {}, "--job=news")
    assert run.jobs == {"Nothing lost, nothing collides": "failure"}
    assert "title=nothing-lost::" in run.output


def test_each_working_morning_the_report_is_written_and_published_where_the_team_says_so(
    checkout: Callable[..., Checkout],
) -> None:
    made = checkout()
    stay_where_it_is(made)
    run = act(made, "daily.yml", "schedule", {}, "--job=pages")
    assert run.jobs == {"Report": "success"}, run.output
    assert "wrote report/index.html" in run.output
    run = act(made, "daily.yml", "schedule", {}, "--job=pages", "--var=TEAM_PAGES=true")
    assert run.jobs == {"Report": "success", "Publish the report": "success"}, run.output


@WRONG_REQUESTS
def test_a_branch_with_a_wrong_name_or_target_is_red(
    checkout: Callable[..., Checkout], source: str, target: str, said: str
) -> None:
    run = request(checkout(), "--job=team", source=source, target=target)
    assert run.jobs == {"Team": "failure"}
    assert said in run.output


def test_a_title_that_is_no_message_is_red(checkout: Callable[..., Checkout]) -> None:
    run = request(checkout(), "--job=team", title="Add prices")
    assert run.jobs == {"Team": "failure"}
    assert "Add prices" in run.output
    assert "title=commit-message::" in run.output


@pytest.mark.parametrize("result", ["failure", "cancelled", "skipped"])
@pytest.mark.parametrize("place", range(4))
def test_the_aggregate_accepts_nothing_but_success(result: str, place: int) -> None:
    job = workflows(rendered(project_name="Example Shop"))["ci.yml"]["jobs"]["passed"]
    assert job["if"] == "always()"
    (step,) = job["steps"]
    results = ["success"] * len(job["needs"])

    def status() -> int:
        return subprocess.run(
            ["bash", "-e", "-c", step["run"]], env={"RESULTS": " ".join(results)}, check=False
        ).returncode

    assert status() == 0
    results[place] = result
    assert status() == 1


def test_without_a_recipe_the_deployment_says_so_and_is_skipped(checkout: Callable[..., Checkout]) -> None:
    run = deployment(checkout(), "refs/heads/develop")
    assert run.jobs == {"CI": "success", "Deployment recipe": "success"}, run.output
    assert "::notice title=Deployment skipped::" in run.output


def test_the_recipe_deploys_the_working_branch_to_staging(checkout: Callable[..., Checkout]) -> None:
    deployed = checkout()
    deployed.fill_in_the_deployment()
    run = deployment(deployed, "refs/heads/develop")
    assert run.jobs == {**DEPLOYABLE, "Deploy to staging": "success"}, run.output
    assert "deployed to staging with ***" in run.output


def test_a_version_that_comes_to_production_is_tagged_and_deployed_and_its_way_back_is_told(
    checkout: Callable[..., Checkout],
) -> None:
    deployed = checkout()
    deployed.fill_in_the_deployment()
    deployed.release("0.2.0")
    run = deployment(deployed, "refs/heads/main")
    released = dict.fromkeys(["Tag the version", "Deploy to production", "Bring the version back"], "success")
    assert run.jobs == {**DEPLOYABLE, **released}, run.output
    assert deployed.tags_of_the_hub == ["v0.2.0"]
    assert "deployed to production with ***" in run.output
    assert "::warning title=Bring the version back::Run: uv run -q --script team.py flow back" in run.output


def test_production_that_brings_no_version_is_not_deployed(checkout: Callable[..., Checkout]) -> None:
    deployed = checkout()
    deployed.fill_in_the_deployment()
    deployed.share()
    run = deployment(deployed, "refs/heads/main")
    assert run.jobs == {**DEPLOYABLE, "Tag the version": "success"}, run.output
    assert deployed.tags_of_the_hub == []


def test_a_tag_is_deployed_again_by_hand(checkout: Callable[..., Checkout]) -> None:
    deployed = checkout()
    deployed.fill_in_the_deployment()
    run = deployment(deployed, "refs/tags/v0.2.0", event="workflow_dispatch")
    assert run.jobs == {**DEPLOYABLE, "Deploy to production": "success"}, run.output


def test_nothing_is_deployed_while_the_checks_are_red(checkout: Callable[..., Checkout]) -> None:
    deployed = checkout()
    deployed.fill_in_the_deployment()
    run = deployment(deployed, "refs/heads/develop", checks="false")
    assert run.jobs == {"CI": "failure", "Deployment recipe": "success"}


def test_a_layer_holds_requests_to_the_branch_rules_and_runs_nothing_of_the_owner(
    checkout: Callable[..., Checkout],
) -> None:
    layer = checkout(profile="layer")
    asked: dict[str, Any] = {"number": 1, "head": {"ref": "feature/x"}, "base": {"ref": "develop"}}
    payload = {"number": 1, "pull_request": asked}
    assert act(layer, "branch.yml", "pull_request", payload).jobs == {"Team checks passed": "success"}
    layer.disagree()
    assert act(layer, "branch.yml", "pull_request", payload).jobs == {"Team checks passed": "failure"}
    layer.publish_the_team()
    layer.commit()
    asked["base"] = {"ref": "main"}
    assert act(layer, "branch.yml", "pull_request", payload).jobs == {"Team checks passed": "failure"}


@pytest.mark.parametrize(
    ("profile", "newer", "said"),
    [
        ("project", True, "Update with: uv run -q --script team.py update"),
        ("layer", True, "Update with: uv run -q --script team.py update"),
        ("project", False, ""),
    ],
)
def test_the_daily_look_is_red_when_the_template_is_newer(
    checkout: Callable[..., Checkout], profile: str, said: str, *, newer: bool
) -> None:
    made = checkout(profile=profile)
    made.come_from_a_template(newer=newer)
    run = act(made, "daily.yml", "schedule", {}, "--job=template")
    assert run.jobs == {"Template is current": "failure" if newer else "success"}, run.output
    assert said in run.output


def test_an_app_lets_the_daily_look_hand_the_update_over(checkout: Callable[..., Checkout]) -> None:
    made = checkout()
    made.come_from_a_template(newer=True)
    made.share()
    run = act(made, "daily.yml", "schedule", {}, "--job=template", "--var=TEAM_APP_ID=1")
    assert made.in_the_hub("feature/template-update:file") == "v2", run.output
    assert "open the request feature/template-update → develop yourself" in run.output
    assert run.jobs == {"Template is current": "failure"}


def test_the_daily_look_is_red_when_the_template_cannot_be_reached(checkout: Callable[..., Checkout]) -> None:
    made = checkout()
    made.come_from_a_template(newer=False)
    shutil.rmtree(made.apart / "template")
    run = act(made, "daily.yml", "schedule", {}, "--job=template")
    assert run.jobs == {"Template is current": "failure"}
    assert "could not be looked up" in run.output


def test_each_working_morning_the_checks_show_that_they_still_go_red(checkout: Callable[..., Checkout]) -> None:
    run = act(checkout(), "daily.yml", "schedule", {}, "--job=selftest")
    assert run.jobs == {"Checks tell good from bad": "success"}, run.output
    assert re.search(r"\d+ checks, \d+ red, \d+ green, \d+ unknown", run.output)


@pytest.mark.parametrize(
    ("answers", "branches"),
    [({}, ["main", "develop"]), ({"branching": "github-flow", "production_branch": "master"}, ["master"])],
)
def test_every_request_and_every_push_to_a_long_lived_branch_is_checked(
    answers: dict[str, str], branches: list[str]
) -> None:
    found = workflows(rendered(project_name="Example Shop", **answers))
    requests = {"types": ["opened", "synchronize", "reopened", "edited"]}
    assert found["ci.yml"][ON] == {"pull_request": requests, "merge_group": None, "workflow_call": None}
    assert found["deploy.yml"][ON] == {"push": {"branches": branches}, "workflow_dispatch": None}
    assert list(found["daily.yml"][ON]) == ["schedule", "workflow_dispatch"]


def test_jobs_have_least_rights_and_an_end() -> None:
    for profile in ("project", "layer"):
        for name, workflow in workflows(rendered(project_name="Example Shop", profile=profile)).items():
            assert workflow["permissions"] == {}
            for job in workflow["jobs"].values():
                writes = [right for right, level in job["permissions"].items() if level == "write"]
                assert writes == WRITES.get(job["name"], []), name
                reads = set(job["permissions"]) - {*writes}
                assert reads <= {"contents", "pull-requests"} | READS.get(job["name"], set()), name
                assert "uses" in job or job["timeout-minutes"] <= 30


def test_a_workflow_that_is_called_asks_for_no_more_than_its_caller_may() -> None:
    found = workflows(rendered(project_name="Example Shop"))
    asked = {right for job in found["ci.yml"]["jobs"].values() for right in job["permissions"].items()}
    assert ("pull-requests", "read") in asked
    assert asked <= found["deploy.yml"]["jobs"]["ci"]["permissions"].items()


def test_an_environment_takes_one_deployment_at_a_time_and_never_breaks_one_off() -> None:
    deploy = workflows(rendered(project_name="Example Shop"))["deploy.yml"]
    assert deploy["jobs"]["ci"]["uses"] == "./.github/workflows/ci.yml"
    assert deploy["concurrency"] == {"group": "deploy-${{ github.ref }}"}
    for place in ("staging", "production"):
        assert deploy["jobs"][place]["environment"] == place
        assert deploy["jobs"][place]["needs"][:2] == ["ci", "recipe"]
