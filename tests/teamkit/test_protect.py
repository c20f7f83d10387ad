"""`teamkit protect` in a clone of a rendered project: drifted, applied, "no change"; and all that comes between."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fake_forge.github_rules import with_additions
from fake_forge.server import FakeForge, Fault
from fake_forge.state import TOKEN, Sight
from fake_forge.using import environment
from histories import commit, git
from rendering import rendered

from teamkit.cli import main

TWO = """\
forge: {kind}
users:
  ada: {{name: Ada, handle: ada}}
  grace: {{name: Grace, handle: grace}}
"""
ONE = "forge: {kind}\nusers:\n  ada: {{name: Ada, handle: ada}}\n"
PIPELINES = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL")
ORDERS = {"POST", "PUT", "PATCH", "DELETE"}
BOTH = pytest.mark.parametrize("clone", ["github", "gitlab"], indirect=True)
GITHUB = pytest.mark.parametrize("clone", ["github"], indirect=True)
GITLAB = pytest.mark.parametrize("clone", ["gitlab"], indirect=True)


@pytest.fixture
def clone(request: pytest.FixtureRequest, forge: FakeForge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The team's files under GitFlow, in a clone of a repository whose settings are those of its birth."""
    forge.world.rules.settings = {
        "allow_merge_commit": True,
        "allow_squash_merge": True,
        "allow_rebase_merge": True,
        "allow_update_branch": False,
        "squash_merge_commit_title": "COMMIT_OR_PR_TITLE",
        "squash_merge_commit_message": "COMMIT_MESSAGES",
        "delete_branch_on_merge": True,
        "default_branch": "main",
        "merge_method": "ff",
        "squash_option": "never",
        "only_allow_merge_if_pipeline_succeeds": False,
        "allow_merge_on_skipped_pipeline": None,
        "only_allow_merge_if_all_discussions_are_resolved": False,
        "remove_source_branch_after_merge": True,
    }
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "GH_", "GITLAB_", "CI_")) or name in PIPELINES:
            monkeypatch.delenv(name)
    for name, value in environment(forge, request.param, tmp_path / "cache").items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "shop"
    shutil.copytree(rendered(profile="layer", forge=request.param), folder)
    (folder / "team.yml").write_text(TWO.format(kind=request.param))
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    git("remote", "add", "origin", f"{forge.url}/org/shop.git", where=folder)
    commit(folder, "Start")
    return folder


def protect(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), "protect", *words])


def orders(forge: FakeForge) -> list[str]:
    """What was ordered so far."""
    return [call.method for call in forge.calls if call.method in ORDERS]


def ruleset(forge: FakeForge, name: str) -> dict[str, Any]:
    return next(found for found in forge.world.rules.rulesets.values() if found["name"] == name)


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1))


# ── From nothing to "no change" ─────────────────────────────────────────────────────────────────


@BOTH
def test_a_new_repository_is_brought_into_force_once(clone: Path, forge: FakeForge) -> None:
    assert protect(clone, "plan").exit_code == 1
    assert orders(forge) == []
    first = protect(clone, "apply")
    assert (first.exit_code, first.output.splitlines()[-1]) == (0, "no change")
    assert "applied  " in first.output
    forge.calls.clear()
    second = protect(clone, "apply")
    assert (second.exit_code, second.output) == (0, "no change\n")
    assert protect(clone, "plan").output == "no change\n"
    check = protect(clone, "check")
    assert (check.exit_code, check.output.split("  ")[0]) == (0, "pass")
    assert orders(forge) == []


@GITHUB
def test_on_github_production_takes_merge_commits_alone_with_a_second_pair_of_eyes(
    clone: Path, forge: FakeForge
) -> None:
    protect(clone, "apply")
    rules = {rule["type"]: rule.get("parameters", {}) for rule in ruleset(forge, "production")["rules"]}
    assert rules["pull_request"]["allowed_merge_methods"] == ["merge"]
    assert rules["pull_request"]["required_approving_review_count"] == 1
    assert rules["pull_request"]["require_last_push_approval"]
    assert {"deletion", "non_fast_forward"} <= rules.keys()
    assert rules["required_status_checks"]["required_status_checks"] == [{"context": "Team checks passed"}]
    assert forge.world.rules.settings["default_branch"] == "develop"
    assert forge.world.rules.settings["allow_rebase_merge"] is False


@GITLAB
def test_on_gitlab_nobody_pushes_and_somebody_else_approves(clone: Path, forge: FakeForge) -> None:
    forge.world.rules.branches["main"] = {
        "name": "main",
        "push_access_levels": [{"id": 1, "access_level": 40}],
        "merge_access_levels": [{"id": 2, "access_level": 40}],
        "allow_force_push": False,
        "code_owner_approval_required": False,
    }
    protect(clone, "apply")
    rules = forge.world.rules
    for branch in ("main", "develop"):
        levels = [rules.branches[branch][f"{act}_access_levels"][0]["access_level"] for act in ("push", "merge")]
        assert levels == [0, 30]
        assert rules.branches[branch]["code_owner_approval_required"]
    assert rules.tags["v*"]["create_access_levels"][0]["access_level"] == 30
    assert rules.approvers == [
        {"id": 1, "name": "All Members", "rule_type": "any_approver", "approvals_required": 1},
    ]
    assert rules.approvals["merge_requests_author_approval"] is False
    assert rules.settings["only_allow_merge_if_pipeline_succeeds"] is True


# ── Drift ───────────────────────────────────────────────────────────────────────────────────────


@GITHUB
def test_a_ruleset_that_somebody_loosened_is_red_and_named_key_by_key(clone: Path, forge: FakeForge) -> None:
    protect(clone, "apply")
    live = ruleset(forge, "production")
    live["rules"] = [rule for rule in live["rules"] if rule["type"] != "deletion"]
    next(rule for rule in live["rules"] if rule["type"] == "pull_request")["parameters"][
        "required_approving_review_count"
    ] = 0
    live["bypass_actors"] = [{"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}]
    plan = protect(clone, "plan")
    assert plan.exit_code == 1
    assert plan.output.splitlines()[:4] == [
        "change  ruleset production  .github/rulesets/production.json",
        '        bypass_actors: {"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"} → none',
        "        rules.deletion: none → true",
        "        rules.pull_request.required_approving_review_count: none → 1",
    ]
    check = protect(clone, "check")
    assert check.exit_code == 1
    assert ".github/rulesets/production.json: ruleset production is not in force as written" in check.output
    forge.calls.clear()
    assert protect(clone, "apply").exit_code == 0
    assert orders(forge) == ["PUT"]
    assert protect(clone, "plan").output == "no change\n"


@GITLAB
def test_a_branch_that_somebody_opened_is_red_and_protected_anew(clone: Path, forge: FakeForge) -> None:
    protect(clone, "apply")
    forge.world.rules.branches["main"]["push_access_levels"] = [{"id": 1, "access_level": 30}, {"id": 2, "user_id": 5}]
    forge.world.rules.branches["develop"]["allow_force_push"] = True
    forge.world.rules.approvers[0]["approvals_required"] = 0
    plan = protect(clone, "plan")
    assert plan.exit_code == 1
    assert '        push_access_level: "developers, user 5" → "nobody"' in plan.output
    assert "        allow_force_push: true → none" in plan.output
    forge.calls.clear()
    assert protect(clone, "apply").exit_code == 0
    assert orders(forge) == ["DELETE", "POST", "PATCH", "PATCH", "PUT"]
    assert forge.world.rules.branches["main"]["code_owner_approval_required"]
    assert protect(clone, "plan").output == "no change\n"


@BOTH
def test_a_dry_run_shows_every_call_and_sends_none(clone: Path, forge: FakeForge) -> None:
    result = protect(clone, "apply", "--dry-run")
    assert result.exit_code == 0
    assert orders(forge) == []
    shown = [line.split(" ")[0] for line in result.output.splitlines() if line.split(" ")[0] in ORDERS]
    protect(clone, "apply")
    assert shown == orders(forge)
    assert '"approvals_required": 1' in result.output or '"required_approving_review_count": 1' in result.output


# ── What is not ours ────────────────────────────────────────────────────────────────────────────


@GITHUB
def test_a_ruleset_renamed_by_hand_is_named_with_its_old_name_and_stays(clone: Path, forge: FakeForge) -> None:
    protect(clone, "apply")
    ruleset(forge, "production")["name"] = "Production!"
    plan = protect(clone, "plan")
    assert plan.exit_code == 1
    assert "create  ruleset production" in plan.output
    assert 'ruleset Production! is in force, and no file here names it; nothing changes it; if it is "production"' in (
        plan.output
    )
    protect(clone, "apply")
    assert {found["name"] for found in forge.world.rules.rulesets.values()} >= {"Production!", "production"}


@GITHUB
def test_classic_protection_beside_a_ruleset_is_told_and_fails_where_it_contradicts(
    clone: Path, forge: FakeForge
) -> None:
    protect(clone, "apply")
    forge.world.rules.classic["main"] = {"required_linear_history": {"enabled": False}}
    plan = protect(clone, "plan")
    assert plan.exit_code == 0
    assert (
        "classic protection of main is in force beside the rulesets: both apply, and the stricter wins" in plan.output
    )
    forge.world.rules.classic["main"] = {"required_linear_history": {"enabled": True}, "lock_branch": {"enabled": True}}
    check = protect(clone, "check")
    assert check.exit_code == 1
    assert "classic protection of main forbids the merge commits that ruleset production asks for" in check.output
    assert "classic protection of main lets nobody change main" in check.output


@GITHUB
def test_a_ruleset_of_the_organisation_is_told_and_fails_where_it_contradicts(clone: Path, forge: FakeForge) -> None:
    protect(clone, "apply")
    body = {
        "name": "Linear",
        "enforcement": "active",
        "conditions": {"ref_name": {"include": ["~ALL"], "exclude": []}},
        "rules": [{"type": "required_linear_history"}],
    }
    forge.world.rules.rulesets[77] = with_additions(77, body, "Organization")
    plan = protect(clone, "plan")
    assert plan.exit_code == 1
    assert "organisation's ruleset Linear forbids the merge commits that ruleset develop asks for on develop" in (
        plan.output
    )
    forge.world.rules.rulesets[77]["enforcement"] = "disabled"
    assert protect(clone, "plan").output == "no change\n"


@GITLAB
def test_what_else_is_protected_is_named_and_left_alone(clone: Path, forge: FakeForge) -> None:
    forge.world.rules.branches["release/*"] = {"name": "release/*", "push_access_levels": []}
    result = protect(clone, "apply")
    assert result.exit_code == 0
    assert "protected branch release/* is in force, and no file here names it" in result.output
    assert "release/*" in forge.world.rules.branches


# ── What cannot be had, or seen ─────────────────────────────────────────────────────────────────


@GITHUB
def test_a_free_private_repository_gets_its_settings_and_hears_of_its_plan(clone: Path, forge: FakeForge) -> None:
    forge.world.rules.is_free = True
    result = protect(clone, "apply")
    assert result.exit_code == 2
    assert "applied  PATCH repos/org/shop" in result.output
    assert "ruleset develop, ruleset production, ruleset version tags: " in result.output
    assert "/rulesets is not available on this plan; choose a plan that has it, or go public" in result.output
    assert result.output.splitlines()[-1] == "no change in what could be compared"
    assert protect(clone, "check").exit_code == 2


@GITLAB
def test_on_gitlab_free_all_but_approvals_is_applied(clone: Path, forge: FakeForge) -> None:
    forge.world.rules.is_free = True
    result = protect(clone, "apply")
    assert result.exit_code == 2
    assert "is not available on this plan" in result.output
    assert "take it out of .gitlab/protection.yml" in result.output
    assert {*forge.world.rules.branches} == {"main", "develop"}
    assert "skipped  PATCH /projects/org%2Fshop/protected_branches/main" in result.output
    edit(clone, ".gitlab/protection.yml", "approvals:", "# approvals:")
    text = (clone / ".gitlab/protection.yml").read_text()
    text = "".join(line for line in text.splitlines(keepends=True) if "approval" not in line or line.startswith("#"))
    (clone / ".gitlab/protection.yml").write_text(text)
    assert protect(clone, "plan").output == "no change\n"


@GITHUB
def test_a_pipelines_token_compares_what_it_sees_and_passes_over_nothing(clone: Path, forge: FakeForge) -> None:
    protect(clone, "apply")
    forge.world.tokens[TOKEN] = Sight(is_admin=False)
    check = protect(clone, "check")
    assert check.exit_code == 2
    assert "nobody could compare bypass_actors of ruleset production: GITHUB_TOKEN is not shown that" in check.output
    assert "allow_merge_commit, " in check.output
    assert "nobody could compare classic protection: " in check.output
    ruleset(forge, "production")["enforcement"] = "disabled"
    check = protect(clone, "check")
    assert check.exit_code == 1
    assert "ruleset production is not in force as written: enforcement" in check.output


@BOTH
def test_a_token_with_too_few_rights_changes_nothing_and_is_one_line(clone: Path, forge: FakeForge) -> None:
    forge.world.tokens[TOKEN] = Sight(is_admin=False)
    result = protect(clone, "apply")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "; use the token of a" in result.stderr
    assert TOKEN not in result.output


@BOTH
def test_a_token_that_is_not_accepted_is_one_line_without_it(clone: Path, forge: FakeForge) -> None:
    forge.world.tokens = {"another": Sight()}
    for words in (("plan",), ("apply",), ("apply", "--dry-run")):
        result = protect(clone, *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "does not accept GIT" in result.stderr
        assert TOKEN not in result.output
    assert protect(clone, "check").exit_code == 2


@BOTH
def test_without_a_token_nobody_is_asked(clone: Path, forge: FakeForge, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_TOKEN", "GITLAB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    result = protect(clone, "plan")
    assert result.exit_code == 2
    assert "_TOKEN is not set, so nobody asked 127.0.0.1" in result.stderr
    assert protect(clone, "check").exit_code == 2
    assert forge.calls == []


@BOTH
def test_an_answer_that_nobody_can_read_is_one_line(clone: Path, forge: FakeForge) -> None:
    forge.faults.append(Fault(body='["rubbish"]'))
    result = protect(clone, "plan")
    assert result.exit_code == 2
    assert "answered what nobody can read" in result.stderr


@BOTH
def test_a_redirect_takes_no_token_elsewhere(clone: Path, forge: FakeForge) -> None:
    forge.faults.append(Fault(302, {"Location": "http://localhost:9/elsewhere"}))
    result = protect(clone, "plan")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert TOKEN not in result.stderr


@BOTH
def test_a_forge_that_fails_half_way_leaves_what_was_applied_and_a_second_run_completes_it(
    clone: Path, forge: FakeForge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    protect(clone, "plan")
    looking = len(forge.calls)
    forge.lasts = 2 * looking + 2
    result = protect(clone, "apply")
    assert result.exit_code == 2
    assert result.stdout.count("applied  ") == len(result.stdout.splitlines()) == 2
    assert "answered 500; run again later" in result.stderr
    forge.lasts = None
    again = protect(clone, "apply")
    assert (again.exit_code, again.output.splitlines()[-1]) == (0, "no change")
    assert "applied  " in again.output
    assert protect(clone, "plan").output == "no change\n"


@GITLAB
def test_a_branch_that_was_opened_and_not_yet_protected_anew_is_completed_by_a_second_run(
    clone: Path, forge: FakeForge
) -> None:
    protect(clone, "apply")
    forge.world.rules.branches["main"]["push_access_levels"] = [{"id": 1, "access_level": 40}]
    protect(clone, "plan")
    forge.calls.clear()
    protect(clone, "plan")
    forge.lasts = 2 * len(forge.calls) + 1
    result = protect(clone, "apply")
    assert result.exit_code == 2
    assert "applied  DELETE /projects/org%2Fshop/protected_branches/main" in result.output
    assert "main" not in forge.world.rules.branches
    forge.lasts = None
    assert protect(clone, "apply").exit_code == 0
    assert protect(clone, "plan").output == "no change\n"


# ── People ──────────────────────────────────────────────────────────────────────────────────────


@BOTH
def test_a_person_alone_waits_for_no_approval_until_there_is_a_second_one(clone: Path, forge: FakeForge) -> None:
    kind = "github" if (clone / ".github").exists() else "gitlab"
    (clone / "team.yml").write_text(ONE.format(kind=kind))
    result = protect(clone, "apply")
    assert result.exit_code == 0
    assert "approvals wait until it names a second one" in result.output
    if kind == "github":
        parameters = {rule["type"]: rule.get("parameters") for rule in ruleset(forge, "production")["rules"]}
        assert parameters["pull_request"]["required_approving_review_count"] == 0
        assert parameters["pull_request"]["require_code_owner_review"] is False
        assert parameters["required_status_checks"]["required_status_checks"] != []
    else:
        assert forge.world.rules.approvers == []
        assert forge.world.rules.branches["main"]["code_owner_approval_required"] is False
    (clone / "team.yml").write_text(TWO.format(kind=kind))
    assert protect(clone, "check").exit_code == 1
    assert protect(clone, "apply").exit_code == 0
    assert protect(clone, "plan").output == "no change\n"


@BOTH
def test_a_team_of_nobody_is_asked_for_its_people_first(clone: Path, forge: FakeForge) -> None:
    (clone / "team.yml").write_text("users: {}\n")
    result = protect(clone, "apply")
    assert result.exit_code == 3
    assert "name the team first: teamkit team add" in result.stderr
    assert orders(forge) == []


@BOTH
@pytest.mark.parametrize("variable", PIPELINES)
def test_no_pipeline_applies_anything(
    clone: Path, forge: FakeForge, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "true")
    for words in (("apply",), ("apply", "--dry-run")):
        result = protect(clone, *words)
        assert result.exit_code == 3
        assert f"never in a pipeline ({variable} is set); run it yourself" in result.stderr
    assert forge.calls == []


@GITHUB
def test_without_files_there_is_nothing_to_hold_anybody_to(clone: Path, forge: FakeForge) -> None:
    shutil.rmtree(clone / ".github")
    result = protect(clone, "plan")
    assert result.exit_code == 3
    assert "there is neither a ruleset in .github/rulesets nor" in result.stderr
    check = protect(clone, "check")
    assert check.exit_code == 0
    assert "there is neither a ruleset" in check.output
    assert forge.calls == []


@GITLAB
def test_rules_of_another_forge_than_the_remotes_are_none(clone: Path, forge: FakeForge) -> None:
    shutil.rmtree(clone / ".gitlab")
    shutil.copytree(rendered(profile="layer") / ".github", clone / ".github")
    result = protect(clone, "plan")
    assert result.exit_code == 3
    assert "this forge has no rules here: there is neither a ruleset" in result.stderr
    assert forge.calls == []


@GITHUB
def test_who_may_bypass_a_rule_is_the_files_word(clone: Path, forge: FakeForge) -> None:
    actors = [{"actor_type": "OrganizationAdmin", "actor_id": 1}, {"actor_type": "Team", "actor_id": 12}]
    edit(clone, ".github/rulesets/production.json", '"bypass_actors": []', f'"bypass_actors": {json.dumps(actors)}')
    protect(clone, "apply")
    ruleset(forge, "production")["bypass_actors"].reverse()
    assert protect(clone, "plan").output == "no change\n"
