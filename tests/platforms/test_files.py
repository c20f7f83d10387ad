"""Forms, owners and update bots, and what all workflows have in common: read, not executed."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from copier import run_copy
from rendering import REPOSITORY, rendered, template
from tools import python_tool

PINS = {
    "actions/create-github-app-token": "1b10c78c7865c340bc4f6099eb2f838309f1e8c3 # v3.1.1",
    "actions/checkout": "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "actions/deploy-pages": "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
    "actions/setup-python": "5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "actions/upload-artifact": "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1",
    "actions/upload-pages-artifact": "fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "astral-sh/setup-uv": "20cfd1bf945f4377ade1205e4dbc17946fc9a30d # v10.0.1",
}
PROJECTS: list[dict[str, Any]] = [
    {"profile": profile, "branching": branching, "forge": forge, "pipeline": pipeline, "handle": handle}
    for profile, branching in [("project", "gitflow"), ("project", "github-flow"), ("layer", "gitflow")]
    for forge, pipeline, handle in [
        ("github", "actions", ""),
        ("github", "jenkins", "octocat"),
        ("gitlab", "gitlab", "octocat"),
    ]
]


def found(pattern: str) -> list[str]:
    """The files of that name in all projects."""
    folders = [rendered(project_name="Example Shop", **answers) for answers in PROJECTS]
    return [str(file) for folder in folders for file in sorted(folder.glob(pattern))]


def passes(tool: str, *arguments: str) -> None:
    """Run a checker, which must have nothing to say against its files."""
    done = subprocess.run([python_tool(tool), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "pattern", "number"),
    [
        ("github-workflows", ".github/workflows/*.yml", 11),
        ("github-issue-forms", ".github/ISSUE_TEMPLATE/*.yml", 18),
        ("dependabot", ".github/dependabot.yml", 4),
        ("gitlab-ci", ".gitlab-ci.yml", 3),
        ("gitlab-ci", ".gitlab/team.gitlab-ci.yml", 3),
        ("renovate", "renovate.json", 2),
    ],
)
def test_every_file_of_a_forge_fits_its_published_schema(schema: str, pattern: str, number: int) -> None:
    files = found(pattern)
    assert len(files) == number
    transform = ["--data-transform=gitlab-ci"] if schema == "gitlab-ci" else []
    passes("check-jsonschema", f"--builtin-schema=vendor.{schema}", *transform, *files)


def test_workflows_are_free_of_mistakes_and_of_known_weaknesses() -> None:
    files = found(".github/workflows/*.yml")
    passes("actionlint", *files)
    passes("zizmor", "--offline", "--pedantic", "--no-config", "--quiet", *files, *found(".github/dependabot.yml"))


def test_every_action_is_pinned_to_a_full_commit_and_each_to_one() -> None:
    files = [*template().glob("template/.github/workflows/*"), *REPOSITORY.glob(".github/workflows/*")]
    used = {line for file in files for line in re.findall(r"uses: ([^./].*)", file.read_text())}
    assert used
    assert used <= {f"{action}@{pin}" for action, pin in PINS.items()}


def headings(markdown: str) -> list[str]:
    """The headings of a form in Markdown."""
    return re.findall(r"^#+ (.+)$", markdown, re.MULTILINE)


def test_the_form_of_a_request_asks_three_things_on_either_forge() -> None:
    github = rendered(project_name="Example Shop") / ".github/pull_request_template.md"
    gitlab = rendered(project_name="Example Shop", forge="gitlab") / ".gitlab/merge_request_templates/Default.md"
    assert headings(github.read_text()) == ["What", "How to test", "Risks"]
    assert gitlab.read_text() == github.read_text()


def form(name: str) -> dict[str, str]:
    """The fields of one of GitHub's issue forms: label by identifier."""
    file = rendered(project_name="Example Shop") / f".github/ISSUE_TEMPLATE/{name}.yml"
    return {field["id"]: field["attributes"]["label"] for field in yaml.safe_load(file.read_text())["body"]}


def test_an_incident_has_the_fields_that_recovery_times_are_computed_from() -> None:
    labels = {"started": "Started", "ended": "Ended", "impact": "Impact", "deployment": "Deployment"}
    assert form("incident") == labels


@pytest.mark.parametrize("name", ["bug", "feature", "incident"])
def test_both_forges_ask_for_the_same_fields_under_the_same_headings(name: str) -> None:
    folder = rendered(project_name="Example Shop", forge="gitlab") / ".gitlab/issue_templates"
    text = (folder / f"{name.title()}.md").read_text()
    assert re.findall(r"^### (.+)$", text, re.MULTILINE) == list(form(name).values())
    assert f"/label ~{name}\n" in text


@pytest.mark.parametrize(("forge", "pipeline"), [("github", "actions"), ("gitlab", "gitlab"), ("github", "jenkins")])
def test_the_look_for_a_newer_template_reads_the_answers_file_of_this_project(
    tmp_path: Path, forge: str, pipeline: str
) -> None:
    answers = {"project_name": "Example Shop", "profile": "layer", "forge": forge, "pipeline": pipeline}
    name = ".copier-answers.team.yml"
    run_copy(str(template()), tmp_path, data=answers, answers_file=name, defaults=True, quiet=True)
    file = {
        "actions": ".github/workflows/daily.yml",
        "gitlab": ".gitlab/team.gitlab-ci.yml",
        "jenkins": "Jenkinsfile",
    }
    text = (tmp_path / file[pipeline]).read_text()
    assert f'uvx copier check-update --quiet --answers-file "{name}"' in text
    assert "just" not in text


def test_updates_come_grouped_and_a_week_late() -> None:
    updates = yaml.safe_load((rendered(project_name="Example Shop") / ".github/dependabot.yml").read_text())["updates"]
    assert [update["package-ecosystem"] for update in updates] == ["uv", "github-actions"]
    for update in updates:
        assert update["cooldown"] == {"default-days": 7}
        assert "groups" in update
        assert "target-branch" not in update
