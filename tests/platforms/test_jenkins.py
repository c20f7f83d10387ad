"""The Jenkinsfile, executed: green as rendered, red for each thing that it is there to catch."""

import json
import re
from collections.abc import Callable

import pytest
from fake_forge.server import serving
from fake_forge.state import Request, World
from platforms.checkout import WRONG_REQUESTS, Checkout
from platforms.jenkinsfile import Run, build

pytestmark = pytest.mark.xdist_group("jenkins")

CHECKS = ["Team", "No release forgets a fix", "Check", "Tests (SQLite)", "Tests (PostgreSQL)"]
WEEKDAYS = [
    "Nothing lost, nothing collides",
    "Reviews that are due",
    "Figures of the project",
    "Checks tell good from bad",
    "Template is current",
]
DEPLOYMENT = ["Deploy to staging", "Deploy to production", "Record the deployment"]
SKIPPED = dict.fromkeys([*WEEKDAYS, *DEPLOYMENT], "SKIPPED")


def request(checkout: Checkout, source: str = "feature/x", target: str = "develop") -> Run:
    """The build of a request."""
    return build(checkout, BRANCH_NAME="PR-1", CHANGE_ID="1", CHANGE_BRANCH=source, CHANGE_TARGET=target)


def without_checks(checkout: Checkout) -> Checkout:
    """Let the checks pass at once, where a test is about something else."""
    checkout.write("justfile", "import? 'deploy.just'\ncheck:\naudit:\ntest *options:\n")
    return checkout


def test_a_request_is_green_as_rendered_and_the_audit_is_unstable_when_advisories_cannot_be_reached(
    checkout: Callable[..., Checkout],
) -> None:
    done = request(checkout(pipeline="jenkins"))
    assert done.result == "SUCCESS", done.output
    ran = dict.fromkeys([*CHECKS, "What the change asks for", "Deployment recipe", "Checks"], "SUCCESS")
    assert done.stages == {**ran, **SKIPPED, "Audit of dependencies": "UNSTABLE"}
    assert "unknown: " in done.output
    assert "@@ junit\t2" in done.output


def test_a_failing_test_is_red(checkout: Callable[..., Checkout]) -> None:
    failing = checkout(pipeline="jenkins")
    failing.fail_a_test()
    failing.empty("check")
    done = build(failing, BRANCH_NAME="develop")
    assert done.result == "FAILURE"
    assert (done.stages["Check"], done.stages["Tests (SQLite)"]) == ("SUCCESS", "FAILURE")
    assert "FAILED tests/test_red.py::test_red" in done.output
    assert "@@ junit\t1" in done.output
    assert done.stages["Deploy to staging"] == "NOT RUN"


def test_a_missing_migration_is_red(checkout: Callable[..., Checkout]) -> None:
    forgetful = checkout(pipeline="jenkins")
    forgetful.forget_a_migration()
    done = request(forgetful)
    assert (done.result, done.stages["Check"]) == ("FAILURE", "FAILURE")
    assert "Alter field name on user" in done.output


def test_what_disagrees_with_the_team_is_red_and_what_is_unknown_is_unstable(
    checkout: Callable[..., Checkout],
) -> None:
    known = without_checks(checkout(pipeline="jenkins", handle="octocat"))
    done = request(known)
    assert (done.result, done.stages["Team"], done.stages["Check"]) == ("UNSTABLE", "UNSTABLE", "SUCCESS"), done.output
    assert "unknown write-access" in done.output
    known.disagree()
    done = request(known)
    assert (done.result, done.stages["Team"]) == ("FAILURE", "FAILURE")
    assert ".github/CODEOWNERS differs from what team.yml gives" in done.output


def test_a_release_that_forgets_a_fix_is_red_and_any_other_request_is_told(checkout: Callable[..., Checkout]) -> None:
    made = without_checks(checkout(pipeline="jenkins"))
    made.mend_production_alone()
    done = request(made)
    assert (done.result, done.stages["Team"]) == ("UNSTABLE", "UNSTABLE"), done.output
    assert "fail    nothing-lost" in done.output
    done = request(made, "release/1.0.0", "main")
    assert (done.result, done.stages["No release forgets a fix"]) == ("FAILURE", "FAILURE")
    done = build(made, BRANCH_NAME="develop", CAUSE="TimerTrigger")
    assert (done.result, done.stages["Nothing lost, nothing collides"]) == ("UNSTABLE", "UNSTABLE")


def test_each_working_morning_reviews_that_are_due_are_told_and_nothing_is_red(
    checkout: Callable[..., Checkout],
) -> None:
    made = without_checks(checkout(pipeline="jenkins"))
    made.come_from_a_template(newer=False)
    done = build(made, BRANCH_NAME="develop", CAUSE="TimerTrigger")
    assert (done.result, done.stages["Reviews that are due"]) == ("SUCCESS", "UNSTABLE"), done.output
    assert "unknown: no remote of this repository is on a forge" in done.output
    with serving(World(requests=[Request(7)])) as forge:
        made.environment.update(made.live_on(forge, "github"))
        done = build(made, BRANCH_NAME="develop", CAUSE="TimerTrigger")
    assert (done.result, done.stages["Reviews that are due"]) == ("SUCCESS", "SUCCESS"), done.output
    assert "#7 Request 7 (@ada): ready since Mon 2026-01-05" in done.output


@WRONG_REQUESTS
def test_a_branch_with_a_wrong_name_or_target_is_red(
    checkout: Callable[..., Checkout], source: str, target: str, said: str
) -> None:
    done = request(checkout(pipeline="jenkins"), source, target)
    assert (done.result, done.stages["Team"]) == ("FAILURE", "FAILURE")
    assert said in done.output


def test_a_layer_holds_requests_to_the_branch_rules_and_runs_nothing_of_the_owner(
    checkout: Callable[..., Checkout],
) -> None:
    layer = checkout(pipeline="jenkins", profile="layer")
    assert request(layer, target="main").result == "FAILURE"
    done = request(layer)
    assert done.result == "SUCCESS"
    assert done.stages == {
        "Team": "SUCCESS",
        "What the change asks for": "SUCCESS",
        "No release forgets a fix": "SUCCESS",
        **dict.fromkeys(WEEKDAYS, "SKIPPED"),
        "Checks": "SUCCESS",
    }


def test_without_a_recipe_the_deployment_says_so_and_is_skipped(checkout: Callable[..., Checkout]) -> None:
    done = build(without_checks(checkout(pipeline="jenkins")), BRANCH_NAME="develop")
    assert done.result == "SUCCESS", done.output
    assert done.stages["Deploy to staging"] == "SKIPPED"
    assert "Deployment skipped: write deploy.just" in done.output


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({"BRANCH_NAME": "develop"}, "staging"),
        ({"BRANCH_NAME": "v1.0.0", "TAG_NAME": "v1.0.0", "ANSWER": "yes"}, "production"),
    ],
)
def test_the_recipe_deploys_the_working_branch_to_staging_and_a_tag_to_production(
    checkout: Callable[..., Checkout], variables: dict[str, str], place: str
) -> None:
    made = without_checks(checkout(pipeline="jenkins"))
    made.fill_in_the_deployment()
    done = build(made, **variables, **{f"CREDENTIAL_deploy-{place}": "a-token"})
    assert done.result == "SUCCESS", done.output
    assert {stage for stage, result in done.stages.items() if result == "SUCCESS"} >= {f"Deploy to {place}"}
    assert f"deployed to {place} with a-token" in done.output
    assert done.output.count("deployed to") == 1


def test_credentials_let_a_deployment_be_recorded_where_everybody_finds_it(checkout: Callable[..., Checkout]) -> None:
    made = without_checks(checkout(pipeline="jenkins"))
    made.fill_in_the_deployment()
    made.share()
    known = {"TEAM_CREDENTIALS": "team", "CREDENTIAL_team": "a-user:a-token", "BUILD_URL": "https://ci.test/1"}
    done = build(made, BRANCH_NAME="develop", **known, **{"CREDENTIAL_deploy-staging": "a-token"})
    assert (done.result, done.stages["Record the deployment"]) == ("SUCCESS", "SUCCESS"), done.output
    [note] = made.deployments_of_the_hub
    said = json.loads(note)
    assert (said["environment"], said["url"]) == ("staging", "https://ci.test/1")


def test_each_working_morning_the_report_is_kept_with_deployments_that_only_others_have_noted(
    checkout: Callable[..., Checkout],
) -> None:
    made = without_checks(checkout(pipeline="jenkins"))
    made.come_from_a_template(newer=False)
    made.share()
    made.note_a_deployment_there()
    done = build(made, BRANCH_NAME="develop", CAUSE="TimerTrigger")
    assert done.stages["Figures of the project"] == "SUCCESS", done.output
    assert "wrote report/index.html" in done.output
    assert "no deployment to production" not in (made.folder / "report/index.html").read_text().casefold()
    assert re.search(r"@@ archived\t[1-9]", done.output)


def test_production_waits_for_an_answer(checkout: Callable[..., Checkout]) -> None:
    made = without_checks(checkout(pipeline="jenkins"))
    made.fill_in_the_deployment()
    done = build(made, BRANCH_NAME="v1.0.0", TAG_NAME="v1.0.0", ANSWER="no")
    assert (done.result, done.stages["Deploy to production"]) == ("FAILURE", "FAILURE")
    assert "deployed to" not in done.output


@pytest.mark.parametrize(
    ("profile", "newer", "said"),
    [
        ("project", True, "Update with: uv run -q --script team.py update"),
        ("layer", True, "Update with: uv run -q --script team.py update"),
        ("project", False, ""),
    ],
)
def test_the_daily_look_is_unstable_when_the_template_is_newer_and_deploys_nothing(
    checkout: Callable[..., Checkout], profile: str, said: str, *, newer: bool
) -> None:
    made = checkout(pipeline="jenkins", profile=profile)
    if profile == "project":
        without_checks(made).fill_in_the_deployment()
    made.come_from_a_template(newer=newer)
    done = build(made, BRANCH_NAME="develop", CAUSE="TimerTrigger")
    result = "UNSTABLE" if newer else "SUCCESS"
    assert (done.result, done.stages["Template is current"]) == (result, result), done.output
    assert done.stages["Checks tell good from bad"] == "SUCCESS"
    assert said in done.output
    assert done.stages.get("Deploy to staging") in ("SKIPPED", None)
    assert "@@ cron\tH 5 * * 1-5" in done.output


def test_credentials_let_the_daily_look_hand_the_update_over(checkout: Callable[..., Checkout]) -> None:
    made = without_checks(checkout(pipeline="jenkins"))
    made.come_from_a_template(newer=True)
    made.share()
    known = {"TEAM_CREDENTIALS": "team", "CREDENTIAL_team": "a-user:a-token"}
    done = build(made, BRANCH_NAME="develop", CAUSE="TimerTrigger", **known)
    assert made.in_the_hub("feature/template-update:file") == "v2", done.output
    assert (done.result, done.stages["Template is current"]) == ("UNSTABLE", "UNSTABLE"), done.output


@pytest.mark.parametrize(
    ("old", "new"),
    [("agent any", "agent some"), ("sh 'uv run just check'", "shell 'uv run just check'"), ("always {", "sometimes {")],
)
def test_the_stand_in_refuses_what_it_does_not_know(checkout: Callable[..., Checkout], old: str, new: str) -> None:
    made = without_checks(checkout(pipeline="jenkins"))
    text = (made.folder / "Jenkinsfile").read_text()
    assert old in text
    made.write("Jenkinsfile", text.replace(old, new, 1))
    assert build(made, BRANCH_NAME="develop").result == "ERROR"
