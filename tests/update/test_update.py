"""An update brings what is new, and loses nothing."""

from pathlib import Path
from typing import Any

import pytest
from histories import NEWEST, Project, git, is_yours, make, releases
from rendering import QUESTIONS

LONG_WAY: dict[str, Any] = {
    "forge": "gitlab",
    "branching": "github-flow",
    "linters": "flake8-black",
    "production_branch": "master",
    "handle": "octocat",
}
OWNERS_BEFORE_ROLES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS")  # a template rendered them; an update lets them stay
OWNERS_RECIPE = "\n# The owner's own.\nours:\n    @echo ours\n"
SWITCHES = [
    {"forge": "gitlab", "pipeline": "gitlab"},
    {"pipeline": "jenkins"},
    {"branching": "github-flow"},
    {"production_branch": "master"},
    {"linters": "flake8-black"},
    {"python_version": "3.12"},
    {"handle": "octocat"},
    {"organisation": "example-org"},
    {"project_name": "Another Shop"},
    {"project_slug": "another-shop"},
    {"licence": "MIT"},
]


def assert_fresh(project: Project, fresh: Project, birth: Project | None = None) -> None:
    """Managed and shared files equal a fresh render; *yours* equal the first one."""
    yours = (birth or fresh).texts()
    expected = {
        path: yours.get(path, text) if is_yours(project, path) else text for path, text in fresh.texts().items()
    }
    expected |= {path: text for path, text in yours.items() if is_yours(project, path)}
    if birth:
        expected |= {path: text for path, text in yours.items() if path in OWNERS_BEFORE_ROLES}
    assert project.texts() == expected
    assert git("status", "--porcelain", where=project.folder) == ""


@pytest.mark.parametrize("answers", [{}, LONG_WAY, {"profile": "layer"}], ids=["default", "long-way", "layer"])
@pytest.mark.parametrize("release", releases())
def test_a_project_of_each_release_becomes_a_fresh_one(
    release: str, answers: dict[str, Any], upstream: Path, tmp_path: Path
) -> None:
    project = make(upstream, tmp_path / "project", release, **answers)
    birth = make(upstream, tmp_path / "birth", release, **answers)
    project.update()
    assert_fresh(project, make(upstream, tmp_path / "fresh", **answers), birth)


@pytest.mark.parametrize("release", [*releases(), NEWEST])
def test_an_owners_edits_survive(release: str, upstream: Path, tmp_path: Path) -> None:
    project = make(upstream, tmp_path / "project", release)
    recipes = (project.folder / "justfile").read_text()
    project.edit("justfile", recipes + OWNERS_RECIPE)
    project.edit("README.md", "# Ours alone\n")
    project.edit("apps/core/ours.py", "OURS = 1\n")
    project.update()
    fresh = make(upstream, tmp_path / "fresh")
    assert (project.folder / "justfile").read_text() == (fresh.folder / "justfile").read_text() + OWNERS_RECIPE
    assert (project.folder / "README.md").read_text() == "# Ours alone\n"
    assert (project.folder / "apps/core/ours.py").read_text() == "OURS = 1\n"


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_an_owners_file_from_before_roles_is_neither_lost_nor_changed(
    forge: str, upstream: Path, tmp_path: Path
) -> None:
    project = make(upstream, tmp_path / "project", "v0.1.0", handle="octocat", forge=forge)
    owners = f".{forge}/CODEOWNERS"
    edited = (project.folder / owners).read_text() + "/apps/ @octocat @hubot\n"
    project.edit(owners, edited)
    for _ in range(2):
        project.update()
        assert (project.folder / owners).read_text() == edited
    assert "team.yml" in project.answers["born"]


def test_what_the_owner_deleted_stays_deleted(upstream: Path, tmp_path: Path) -> None:
    project = make(upstream, tmp_path / "project")
    for path in ("templates/home.html", "SECURITY.md", "CHANGELOG.md"):
        project.delete(path)
    project.update(linters="flake8-black")
    assert not {"templates/home.html", "SECURITY.md", "CHANGELOG.md"} & set(project.texts())


@pytest.mark.parametrize("switch", SWITCHES, ids="-".join)
def test_an_answer_can_be_changed_and_changed_back(switch: dict[str, Any], upstream: Path, tmp_path: Path) -> None:
    project = make(upstream, tmp_path / "project")
    birth = make(upstream, tmp_path / "birth")
    back = {name: birth.answers[name] for name in switch}
    project.update(**switch)
    assert project.answers | switch == project.answers
    slug = {"project_slug": project.answers["project_slug"]}
    assert_fresh(project, make(upstream, tmp_path / "fresh", **slug | switch), birth)
    project.update(**back)
    assert_fresh(project, birth)


def test_every_question_whose_help_says_changeable_is_switched_here() -> None:
    questions = {name: question for name, question in QUESTIONS.items() if not name.startswith("_")}
    changeable = {name for name, question in questions.items() if "changed later" in question.get("help", "")}
    assert changeable - {"customise"} <= {name for switch in SWITCHES for name in switch}


def test_a_layer_that_becomes_a_project_gets_its_files_and_they_are_then_the_owners(
    upstream: Path, tmp_path: Path
) -> None:
    project = make(upstream, tmp_path / "project", profile="layer")
    team = (project.folder / "team.yml").read_text()
    project.update(profile="project")
    fresh = make(upstream, tmp_path / "fresh")
    fresh.edit("team.yml", team)
    assert_fresh(project, fresh)
    project.edit("README.md", "# Ours alone\n")
    project.update(linters="flake8-black")
    assert (project.folder / "README.md").read_text() == "# Ours alone\n"


def test_a_project_is_never_made_a_layer(upstream: Path, tmp_path: Path) -> None:
    project = make(upstream, tmp_path / "project")
    before = project.texts(without=())
    with pytest.raises(ValueError, match="A project cannot become a layer"):
        project.update(profile="layer")
    assert project.texts(without=()) == before


def test_two_updates_in_a_row_change_nothing_the_second_time(upstream: Path, tmp_path: Path) -> None:
    project = make(upstream, tmp_path / "project")
    project.update()
    before = project.texts(without=())
    project.update()
    assert project.texts(without=()) == before
