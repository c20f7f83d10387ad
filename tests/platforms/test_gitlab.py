"""GitLab's pipeline, executed: green as rendered, red for each thing that it is there to catch."""

import re
from collections.abc import Callable

import pytest
from cimulator.workflow import evaluate_workflow  # type: ignore[import-untyped]
from fake_forge.server import serving
from fake_forge.state import Request, Review, World
from platforms.checkout import WRONG_REQUESTS, Checkout
from platforms.gitlab import chosen, pipeline, run
from rendering import rendered

pytestmark = pytest.mark.xdist_group("gitlab")

CHECKS = {"check", "test-sqlite", "test-postgresql", "audit"}
BRANCH = {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "develop"}
TAG = {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_TAG": "v1.0.0"}
SCHEDULE = {"CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BRANCH": "develop"}


def request(source: str = "feature/x", target: str = "develop", title: str = "feat: add prices") -> dict[str, str]:
    """The variables of a merge request's pipeline."""
    return {
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_TITLE": title,
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": source,
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": target,
    }


def test_a_request_is_green_as_rendered_and_the_audit_warns_when_advisories_cannot_be_reached(
    checkout: Callable[..., Checkout],
) -> None:
    done = run(checkout(forge="gitlab"), request())
    assert done.green, done.output
    passed = dict.fromkeys(["check", "test-sqlite", "test-postgresql"], "PASS")
    said = {"team:check": "PASS", "team:describe": "PASS", "team:approved": "WARN"}
    assert done.jobs == {**passed, **said, "audit": "WARN"}
    assert "unknown: " in done.output


def test_a_failing_test_is_red(checkout: Callable[..., Checkout]) -> None:
    failing = checkout(forge="gitlab")
    failing.fail_a_test()
    done = run(failing, request(), "test-sqlite", "test-postgresql")
    assert not done.green
    assert done.jobs == {"test-sqlite": "FAIL", "test-postgresql": "FAIL"}
    for job in done.jobs:
        assert re.search(rf"^{job} +> FAILED tests/test_red.py::test_red", done.output, re.MULTILINE)


def test_a_missing_migration_is_red(checkout: Callable[..., Checkout]) -> None:
    forgetful = checkout(forge="gitlab")
    forgetful.forget_a_migration()
    done = run(forgetful, request(), "check")
    assert not done.green
    assert done.jobs == {"check": "FAIL"}
    assert "Alter field name on user" in done.output


def test_what_disagrees_with_the_team_is_red_and_what_is_unknown_warns(checkout: Callable[..., Checkout]) -> None:
    known = checkout(forge="gitlab", handle="octocat")
    done = run(known, request(), "team:check")
    assert done.green
    assert done.jobs == {"team:check": "WARN"}
    assert "unknown write-access" in done.output
    known.disagree()
    done = run(known, request(), "team:check")
    assert done.jobs == {"team:check": "FAIL"}
    assert ".gitlab/CODEOWNERS differs from what team.yml gives" in done.output


def test_a_release_that_forgets_a_fix_is_red_and_any_other_request_is_told(checkout: Callable[..., Checkout]) -> None:
    made = checkout(forge="gitlab")
    release = request("release/1.0.0", "main")
    assert chosen(made, release) - chosen(made, request()) == {"team:lost"}
    assert run(made, release, "team:lost", "team:check").jobs == {"team:lost": "PASS", "team:check": "PASS"}
    made.mend_production_alone()
    assert run(made, release, "team:lost").jobs == {"team:lost": "FAIL"}
    assert run(made, request(), "team:check").jobs == {"team:check": "WARN"}
    done = run(made, SCHEDULE, "team:news")
    assert done.jobs == {"team:news": "FAIL"}
    assert re.search(r"fail +nothing-lost", done.output)


def test_a_request_that_only_its_author_read_is_red_until_somebody_approves_and_what_is_due_is_told(
    checkout: Callable[..., Checkout],
) -> None:
    made = checkout(forge="gitlab")
    with serving(World(requests=[Request(7, title="A price")])) as forge:
        variables = made.live_on(forge, "gitlab")
        tested = {**request(), "CI_MERGE_REQUEST_IID": "7", **variables}
        done = run(made, tested, "team:approved")
        assert done.jobs == {"team:approved": "FAIL"}
        assert "nobody but its author approved what request 7 holds now" in done.output
        done = run(made, {**SCHEDULE, **variables}, "team:reviews")
        assert done.jobs == {"team:reviews": "PASS"}
        assert "!7 A price (@ada): ready since Mon 2026-01-05" in done.output
        forge.world.requests[0].reviews = [Review("grace")]
        assert run(made, tested, "team:approved").jobs == {"team:approved": "PASS"}
    assert run(made, SCHEDULE, "team:reviews").jobs == {"team:reviews": "WARN"}


@WRONG_REQUESTS
def test_a_branch_with_a_wrong_name_or_target_is_red(
    checkout: Callable[..., Checkout], source: str, target: str, said: str
) -> None:
    done = run(checkout(forge="gitlab"), request(source, target), "team:check")
    assert done.jobs == {"team:check": "FAIL"}
    assert said in done.output


def test_a_title_that_is_no_message_is_red_and_a_draft_is_judged_by_what_it_will_be(
    checkout: Callable[..., Checkout],
) -> None:
    made = checkout(forge="gitlab")
    assert run(made, request(title="Draft: feat: add prices"), "team:check").jobs == {"team:check": "PASS"}
    done = run(made, request(title="Add prices"), "team:check")
    assert done.jobs == {"team:check": "FAIL"}
    assert 'the title of the request: "Add prices" has not the form' in done.output


def test_a_layer_holds_requests_to_the_branch_rules_and_runs_nothing_of_the_owner(
    checkout: Callable[..., Checkout],
) -> None:
    layer = checkout(forge="gitlab", profile="layer")
    assert pipeline(layer.folder) == {"include": [{"local": ".gitlab/team.gitlab-ci.yml"}]}
    told = {"team:describe": "PASS", "team:approved": "WARN"}
    assert run(layer, request()).jobs == {"team:check": "PASS", **told}
    assert run(layer, request(target="main")).jobs == {"team:check": "FAIL", **told}
    assert chosen(layer, BRANCH) == set()


def test_without_a_token_a_version_on_production_is_left_to_a_person_and_said_so(
    checkout: Callable[..., Checkout],
) -> None:
    done = run(checkout(forge="gitlab"), {**BRANCH, "CI_COMMIT_BRANCH": "main"}, "team:version")
    assert done.jobs == {"team:version": "WARN"}
    assert "Set GITLAB_TOKEN, or run: uv run -q --script team.py flow release" in done.output


def test_without_a_recipe_the_deployment_says_so_and_ends_as_a_warning(checkout: Callable[..., Checkout]) -> None:
    made = checkout(forge="gitlab")
    assert chosen(made, BRANCH) == chosen(made, TAG) == {*CHECKS, "deployment-skipped"}
    done = run(made, BRANCH, "deployment-skipped")
    assert done.jobs == {"deployment-skipped": "WARN"}
    assert "Deployment skipped: write deploy.just" in done.output


@pytest.mark.parametrize(("variables", "place"), [(BRANCH, "staging"), (TAG, "production")])
def test_the_recipe_deploys_the_working_branch_to_staging_and_a_tag_to_production(
    checkout: Callable[..., Checkout], variables: dict[str, str], place: str
) -> None:
    made = checkout(forge="gitlab")
    made.fill_in_the_deployment()
    assert chosen(made, variables) == {*CHECKS, place}
    done = run(made, {**variables, "DEPLOY_TOKEN": "a-token"}, place)
    assert done.jobs == {place: "PASS"}, done.output
    assert f"deployed to {place} with a-token" in done.output


def test_what_is_no_long_lived_branch_deploys_nowhere(checkout: Callable[..., Checkout]) -> None:
    made = checkout(forge="gitlab")
    made.fill_in_the_deployment()
    assert chosen(made, {**BRANCH, "CI_COMMIT_BRANCH": "main"}) == {*CHECKS, "team:lost", "team:version"}
    assert chosen(made, request()) == {*CHECKS, "team:check", "team:approved", "team:describe"}


def test_a_deployment_waits_for_every_check_and_for_the_one_before_it() -> None:
    jobs = pipeline(rendered(project_name="Example Shop", forge="gitlab"))
    assert jobs["stages"] == ["test", "deploy"]
    for place in ("staging", "production"):
        job = {**jobs[".deploy"], **jobs[place]}
        assert (job["environment"], job["resource_group"], job["interruptible"]) == (place, place, False)
        assert (job["stage"], job.get("needs")) == ("deploy", None)
    for check in ("check", "test-sqlite", "test-postgresql"):
        assert "allow_failure" not in jobs[check]


@pytest.mark.parametrize(
    ("profile", "newer", "said"),
    [
        ("project", True, "Update with: uv run -q --script team.py update"),
        ("layer", True, "Update with: uv run -q --script team.py update"),
        ("project", False, ""),
    ],
)
def test_the_scheduled_look_is_red_when_the_template_is_newer(
    checkout: Callable[..., Checkout], profile: str, said: str, *, newer: bool
) -> None:
    made = checkout(forge="gitlab", profile=profile)
    made.come_from_a_template(newer=newer)
    done = run(made, SCHEDULE, "team:template")
    assert done.jobs == {"team:template": "FAIL" if newer else "PASS"}, done.output
    assert said in done.output


def test_a_token_lets_the_scheduled_look_hand_the_update_over(checkout: Callable[..., Checkout]) -> None:
    made = checkout(forge="gitlab")
    made.come_from_a_template(newer=True)
    made.share()
    known = {"CI_SERVER_HOST": "gitlab.test", "CI_PROJECT_PATH": "team/shop", "GITLAB_TOKEN": "a-token"}
    server = "https://oauth2:a-token@gitlab.test/team/shop.git"
    made.git("config", f"url.{made.hub}.insteadOf", server)
    people = {"GITLAB_USER_NAME": "Ada", "GITLAB_USER_EMAIL": "ada@example.org"}
    done = run(made, SCHEDULE | known | people, "team:template")
    assert made.in_the_hub("feature/template-update:file") == "v2", done.output
    assert done.jobs == {"team:template": "FAIL"}, done.output


def test_a_schedule_writes_the_report_where_pages_look_for_it(checkout: Callable[..., Checkout]) -> None:
    done = run(checkout(forge="gitlab"), SCHEDULE, "team:report")
    assert done.jobs == {"team:report": "PASS"}, done.output
    assert "wrote public/index.html" in done.output


def test_a_schedule_looks_for_a_newer_template_at_the_dependencies_and_at_the_checks_themselves(
    checkout: Callable[..., Checkout],
) -> None:
    made = checkout(forge="gitlab")
    looks = {"team:template", "team:selftest", "team:news", "team:reviews", "team:report", "audit"}
    assert chosen(made, SCHEDULE) == looks
    assert chosen(made, SCHEDULE | {"TEAM_PAGES": "true"}) == looks | {"team:pages"}
    done = run(made, SCHEDULE, "team:selftest")
    assert done.jobs == {"team:selftest": "PASS"}, done.output
    assert re.search(r"\d+ checks, \d+ red, \d+ green, \d+ unknown", done.output)


@pytest.mark.parametrize(
    ("branching", "variables", "runs"),
    [
        ("gitflow", request(), True),
        ("gitflow", BRANCH, True),
        ("gitflow", {**BRANCH, "CI_COMMIT_BRANCH": "main"}, True),
        ("gitflow", {**BRANCH, "CI_COMMIT_BRANCH": "feature/x"}, False),
        ("gitflow", TAG, True),
        ("gitflow", {**TAG, "CI_COMMIT_TAG": "nightly"}, False),
        ("gitflow", SCHEDULE, True),
        ("github-flow", request(), True),
        ("github-flow", BRANCH, False),
        ("github-flow", {**BRANCH, "CI_COMMIT_BRANCH": "main"}, True),
    ],
)
def test_a_request_has_one_pipeline_and_so_has_each_long_lived_branch(
    branching: str, variables: dict[str, str], *, runs: bool
) -> None:
    rules = pipeline(rendered(project_name="Example Shop", forge="gitlab", branching=branching))["workflow"]
    assert evaluate_workflow(rules, variables)[0] is runs
