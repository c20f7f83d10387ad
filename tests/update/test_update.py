"""An update brings what is new, and loses nothing."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from copier import run_update
from histories import NEWEST, Project, commit, git, is_yours, make, releases
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
    release: str, answers: dict[str, Any], versions: Path, tmp_path: Path
) -> None:
    project = make(versions, tmp_path / "project", release, **answers)
    birth = make(versions, tmp_path / "birth", release, **answers)
    project.update()
    assert_fresh(project, make(versions, tmp_path / "fresh", **answers), birth)


@pytest.mark.parametrize("release", [*releases(), NEWEST])
def test_an_owners_edits_survive(release: str, versions: Path, tmp_path: Path) -> None:
    project = make(versions, tmp_path / "project", release)
    recipes = (project.folder / "justfile").read_text()
    project.edit("justfile", recipes + OWNERS_RECIPE)
    project.edit("README.md", "# Ours alone\n")
    project.edit("apps/core/ours.py", "OURS = 1\n")
    project.update()
    fresh = make(versions, tmp_path / "fresh")
    assert (project.folder / "justfile").read_text() == (fresh.folder / "justfile").read_text() + OWNERS_RECIPE
    assert (project.folder / "README.md").read_text() == "# Ours alone\n"
    assert (project.folder / "apps/core/ours.py").read_text() == "OURS = 1\n"


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_an_owners_file_from_before_roles_is_neither_lost_nor_changed(
    forge: str, versions: Path, tmp_path: Path
) -> None:
    project = make(versions, tmp_path / "project", "v0.1.0", handle="octocat", forge=forge)
    owners = f".{forge}/CODEOWNERS"
    edited = (project.folder / owners).read_text() + "/apps/ @octocat @hubot\n"
    project.edit(owners, edited)
    for _ in range(2):
        project.update()
        assert (project.folder / owners).read_text() == edited
    assert "team.yml" in project.answers["born"]


def test_what_the_owner_deleted_stays_deleted(versions: Path, tmp_path: Path) -> None:
    project = make(versions, tmp_path / "project")
    for path in ("templates/home.html", "SECURITY.md", "CHANGELOG.md"):
        project.delete(path)
    project.update(linters="flake8-black")
    assert not {"templates/home.html", "SECURITY.md", "CHANGELOG.md"} & set(project.texts())


@pytest.mark.parametrize("switch", SWITCHES, ids="-".join)
def test_an_answer_can_be_changed_and_changed_back(switch: dict[str, Any], versions: Path, tmp_path: Path) -> None:
    project = make(versions, tmp_path / "project")
    birth = make(versions, tmp_path / "birth")
    back = {name: birth.answers[name] for name in switch}
    project.update(**switch)
    assert project.answers | switch == project.answers
    slug = {"project_slug": project.answers["project_slug"]}
    assert_fresh(project, make(versions, tmp_path / "fresh", **slug | switch), birth)
    project.update(**back)
    assert_fresh(project, birth)


def test_every_question_whose_help_says_changeable_is_switched_here() -> None:
    questions = {name: question for name, question in QUESTIONS.items() if not name.startswith("_")}
    changeable = {name for name, question in questions.items() if "changed later" in question.get("help", "")}
    assert changeable - {"customise"} <= {name for switch in SWITCHES for name in switch}


def test_a_layer_that_becomes_a_project_gets_its_files_and_they_are_then_the_owners(
    versions: Path, tmp_path: Path
) -> None:
    project = make(versions, tmp_path / "project", profile="layer")
    team = (project.folder / "team.yml").read_text()
    project.update(profile="project")
    fresh = make(versions, tmp_path / "fresh")
    fresh.edit("team.yml", team)
    assert_fresh(project, fresh)
    project.edit("README.md", "# Ours alone\n")
    project.update(linters="flake8-black")
    assert (project.folder / "README.md").read_text() == "# Ours alone\n"


def test_a_project_is_never_made_a_layer(versions: Path, tmp_path: Path) -> None:
    project = make(versions, tmp_path / "project")
    before = project.texts(without=())
    with pytest.raises(ValueError, match="A project cannot become a layer"):
        project.update(profile="layer")
    assert project.texts(without=()) == before


def test_two_updates_in_a_row_change_nothing_the_second_time(versions: Path, tmp_path: Path) -> None:
    project = make(versions, tmp_path / "project")
    project.update()
    before = project.texts(without=())
    project.update()
    assert project.texts(without=()) == before


# ── Another branching model ─────────────────────────────────────────────────────────────────────

TRACES = {
    "gitflow": r"github[- ]flow|\bfix/|\bchore/",
    "github-flow": r"gitflow|\bdevelop\b|\brelease/|hotfix|bugfix|back-?merge",
}
HISTORY = ("docs/decisions/", "CHANGELOG.md")


def traces(project: Project, pattern: str) -> list[str]:
    """Where a project speaks of a model, but in what tells the past; a picture's name is no word about it."""
    present = {path: text.decode() for path, text in project.texts(without=()).items() if not path.startswith(HISTORY)}
    lines = [
        (path, line.replace("github-flow.svg", "")) for path, text in present.items() for line in text.splitlines()
    ]
    named = [path for path in present if path != "docs/github-flow.svg" and re.search(f"(?i){pattern}", path)]
    return named + [f"{path}: {line}" for path, line in lines if re.search(f"(?i){pattern}", line)]


@pytest.mark.parametrize("release", [*releases(), NEWEST])
@pytest.mark.parametrize("profile", ["project", "layer"])
def test_a_switch_of_the_branching_model_leaves_no_trace_of_the_other_and_so_does_the_way_back(
    profile: str, release: str, versions: Path, tmp_path: Path
) -> None:
    project = make(versions, tmp_path / "project", release, profile=profile)
    project.edit("docs/decisions/0002-ours.md", "# 2. GitFlow no more\n")
    for branching in ("github-flow", "gitflow", "github-flow"):
        project.update(branching=branching)
        assert traces(project, TRACES[branching]) == []
        assert project.answers["branching"] == branching
    assert "GitFlow" in (project.folder / "docs/decisions/0001-branching.md").read_text()


@pytest.mark.parametrize(
    ("switch", "steps"),
    [
        (
            {"branching": "github-flow"},
            ["by GitHub flow from now on", "Ship what develop has", "chore/github-flow → main", "--delete develop"],
        ),
        ({"forge": "gitlab", "pipeline": "gitlab"}, []),
        ({}, []),
    ],
    ids=["switched", "another-answer", "no-answer"],
)
def test_the_list_of_what_people_do_once_shows_when_the_branching_model_changed_and_only_then(
    switch: dict[str, Any], steps: list[str], versions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make(versions, tmp_path / "project")
    run_update(str(project.folder), data=switch, vcs_ref=NEWEST, defaults=True, overwrite=True)
    said = capsys.readouterr().err
    assert [step for step in steps if step not in said] == []
    assert ("protect apply" in said) is bool(steps)


def test_the_way_back_is_told_too_and_a_second_update_says_nothing(
    versions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make(versions, tmp_path / "project", branching="github-flow", production_branch="master")
    for answers, number in (({"branching": "gitflow"}, 1), ({"branching": "gitflow"}, 0), ({}, 0)):
        run_update(str(project.folder), data=answers, vcs_ref=NEWEST, defaults=True, overwrite=True)
        commit(project.folder, "Update")
        said = capsys.readouterr().err
        assert said.count("git push origin origin/master:refs/heads/develop") == number


# ── What the script of branch names leaves behind ───────────────────────────────────────────────


@pytest.mark.parametrize("release", releases())
def test_nothing_calls_the_script_that_is_gone_and_hooks_of_the_owner_stay(
    release: str, versions: Path, tmp_path: Path
) -> None:
    project = make(versions, tmp_path / "project", release)
    hooks = project.folder / ".pre-commit-config.yaml"
    ours = "\n      - id: ours\n        name: ours\n        language: system\n        entry: true\n"
    project.edit(".pre-commit-config.yaml", hooks.read_text() + ours)
    project.update()
    assert [path for path, text in project.texts().items() if b"check_branch" in text] == []
    assert not (project.folder / "scripts/check_branch.py").exists()
    found = {hook["id"]: hook for hook in yaml.safe_load(hooks.read_text())["repos"][0]["hooks"]}
    assert found["message"]["stages"] == ["commit-msg"]
    assert {"team", "ours"} <= found.keys()
    assert "branch" not in found
