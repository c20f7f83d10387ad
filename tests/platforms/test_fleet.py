"""What is written for engines is executed by them, and runs the update in each repository of the fleet."""

import json
import re
import subprocess
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from fleets import fleet, run
from jsonschema import Draft7Validator
from platforms import github, gitlab
from platforms.checkout import Checkout
from tools import python_tool

TOOL = """\
# /// script
# requires-python = ">=3.12"
# ///
import os, sys
name = os.environ.get("REPOSITORY") or os.environ["PROJECT"]
token = os.environ.get("GITLAB_TOKEN") or os.environ["GITHUB_TOKEN"]
print("did", name, *sys.argv[1:], os.environ["GIT_COMMITTER_NAME"], len(token), flush=True)
sys.exit({"org/shop": 0, "org/draft": 1, "org/down": 3}[name])
"""
NAMES = ("shop", "draft", "down")


@pytest.fixture
def leading(tmp_path: Path) -> Callable[[str], Checkout]:
    """A repository from which a fleet is led on a forge, with what is written for its engine."""

    def lead(engine: str) -> Checkout:
        folder = tmp_path / "lead"
        folder.mkdir()
        host = "gitlab.com" if engine == "gitlab" else "github.com"
        file = fleet(folder, *(f"https://{host}/org/{name}.git" for name in NAMES))
        done = run(file, "write", engine, "--out", str(folder), cache=tmp_path / "cache")
        assert done.exit_code == 0, done.output
        (folder / "team.py").write_text(TOOL)
        made = Checkout(folder, {"UV_OFFLINE": "1", "NO_COLOR": "1"})
        made.git("init", "--quiet", "--initial-branch=main")
        made.commit()
        return made

    return lead


# ── GitHub ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.xdist_group("github")
def test_the_workflow_runs_the_update_in_each_repository_and_a_draft_is_a_warning(
    leading: Callable[[str], Checkout],
) -> None:
    lead = leading("github")
    path = ".github/workflows/fleet.yml"
    text, number = re.subn(r" +repository: \$.*\n", "", (lead.folder / path).read_text())
    assert number == 1  # act checks out no other repository than the one that is there
    lead.apart_from_commits(path, text)
    ran = github.act(lead, "fleet.yml", "workflow_dispatch", {}, "--secret=FLEET_TOKEN=secret7")
    assert {f"did org/{name} update --request github-actions[bot] 7" for name in NAMES} <= set(
        ran.output.splitlines()
    ), ran.output
    ended = re.findall(r"(Success|Failure) - Main Take the update", ran.output)  # act fails a matrix as a whole
    assert sorted(ended) == ["Failure", "Success", "Success"]
    assert not ran.green
    assert "org/draft has a draft that somebody finishes" in ran.output


def test_the_workflow_passes_its_linters_and_has_no_rights_of_its_own(leading: Callable[[str], Checkout]) -> None:
    path = leading("github").folder / ".github/workflows/fleet.yml"
    for command in (["actionlint"], ["zizmor", "--offline", "--pedantic", "--no-config", "--quiet"]):
        subprocess.run([python_tool(command[0]), *command[1:], str(path)], check=True)
    workflow = yaml.safe_load(path.read_text())
    assert (workflow["permissions"], workflow["jobs"]["update"]["permissions"]) == ({}, {})


def test_its_actions_are_those_of_the_template(leading: Callable[[str], Checkout]) -> None:
    templates = (Path(__file__).parents[2] / "template/.github/workflows").glob("*.jinja")
    known = {line.strip(" -") for path in templates for line in path.read_text().splitlines() if "uses: " in line}
    path = leading("github").folder / ".github/workflows/fleet.yml"
    used = [line.strip(" -") for line in path.read_text().splitlines() if "uses: " in line]
    assert len(used) == 2
    assert set(used) <= known


def test_a_fleet_that_is_larger_than_a_matrix_gets_another_workflow(tmp_path: Path) -> None:
    file = fleet(tmp_path, *(f"https://github.com/org/shop-{number}.git" for number in range(257)))
    done = run(file, "write", "github", "--out", str(tmp_path), cache=tmp_path)
    assert done.stdout == "wrote .github/workflows/fleet-2.yml\nwrote .github/workflows/fleet.yml\n"
    matrices = [matrix(tmp_path / f".github/workflows/{name}.yml") for name in ("fleet", "fleet-2")]
    assert [len(each) for each in matrices] == [256, 1]


def matrix(path: Path) -> list[str]:
    return list(yaml.safe_load(path.read_text())["jobs"]["update"]["strategy"]["matrix"]["repository"])


# ── GitLab ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.xdist_group("gitlab")
def test_the_parent_triggers_the_child_when_a_schedule_runs_and_not_for_a_push(
    leading: Callable[[str], Checkout],
) -> None:
    lead = leading("gitlab")
    lead.write(".gitlab-ci.yml", "include: [{local: fleet.gitlab-ci.yml}]\n")
    assert gitlab.chosen(lead, {"CI_PIPELINE_SOURCE": "schedule"}) == {"fleet"}
    assert gitlab.chosen(lead, {"CI_PIPELINE_SOURCE": "push"}) == set()
    parent = yaml.safe_load((lead.folder / "fleet.gitlab-ci.yml").read_text())
    assert parent["fleet"]["trigger"]["include"] == [{"local": "fleet-wave.gitlab-ci.yml"}]


@pytest.mark.xdist_group("gitlab")
def test_the_child_runs_the_update_in_a_clone_of_each_project_and_a_draft_is_a_warning(
    leading: Callable[[str], Checkout],
) -> None:
    lead = leading("gitlab")
    for name in NAMES:
        lead.git("clone", "--quiet", "--bare", str(lead.folder), str(lead.apart / f"server/org/{name}.git"))
    (lead.folder / "team.py").unlink()  # so that only the clones have it
    (lead.folder / "fleet-wave.gitlab-ci.yml").rename(lead.folder / ".gitlab-ci.yml")
    known = {"CI_SERVER_URL": f"file://{lead.apart}/server", "GITLAB_TOKEN": "secret7", "GITLAB_USER_NAME": "Ada"}
    ran = gitlab.run(lead, {**known, "GITLAB_USER_EMAIL": "ada@example.com"})
    assert ran.jobs == {"org/shop": "PASS", "org/draft": "WARN", "org/down": "FAIL"}, ran.output
    for name in NAMES:
        assert f"did org/{name} update --request Ada 7" in ran.output


def test_both_pipelines_fit_the_published_schema(leading: Callable[[str], Checkout]) -> None:
    paths = [str(path) for path in leading("gitlab").folder.glob("*.gitlab-ci.yml")]
    assert len(paths) == 2
    subprocess.run([python_tool("check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci", *paths], check=True)


# ── Renovate ────────────────────────────────────────────────────────────────────────────────────


SCHEMA = resources.files("check_jsonschema").joinpath("builtin_schemas/vendor/renovate.json")
"""What a repository may say; it names the options that only the bot's own configuration has."""


def mistakes(configuration: dict[str, Any]) -> list[str]:
    """What Renovate's published schema says of a bot's own configuration."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    globals_ = {each["required"][0] for each in schema["not"]["anyOf"]}
    own = {key: value for key, value in configuration.items() if key not in globals_}
    unknown = sorted(set(own) - {*schema["properties"], "$schema"})
    return unknown + [error.message for error in Draft7Validator(schema).iter_errors(own)]


def test_renovate_knows_each_option_and_the_manager_that_it_is_asked_for(leading: Callable[[str], Checkout]) -> None:
    path = leading("renovate").folder / "renovate.github.json"
    configuration: dict[str, Any] = json.loads(path.read_text())
    assert mistakes(configuration) == []
    assert configuration["repositories"] == ["org/down", "org/draft", "org/shop"]
    assert (configuration["enabledManagers"], configuration["allowScripts"]) == (["copier"], False)
    assert mistakes(configuration | {"enabledManagers": ["copper"]}) != []
    assert mistakes(configuration | {"repos": ["org/shop"]}) == ["repos"]
