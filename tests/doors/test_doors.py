"""Every door leads to the same project, and an update goes on from there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from copier import run_copy
from histories import NEWEST, Project, commit, git
from rendering import REPOSITORY

import make_project

ANSWERS = [
    {"project_name": "Example Shop"},
    {"project_name": "Tom & Ann's Shop", "forge": "gitlab", "branching": "github-flow", "handle": "octocat"},
    {"project_name": "Shop 2", "pipeline": "jenkins", "organisation": "example-org", "licence": "Apache-2.0"},
]
SETS = pytest.mark.parametrize("answers", ANSWERS, ids=lambda answers: answers["project_name"])


def by_cookiecutter(template: Path, folder: Path, **answers: str) -> subprocess.CompletedProcess[str]:
    words = [f"{name}={value}" for name, value in answers.items()]
    command = ["cookiecutter", "--no-input", "--output-dir", str(folder), str(template), *words]
    home = {"HOME": str(folder), "COOKIECUTTER_CONFIG": os.devnull}
    return subprocess.run(command, env={**os.environ, **home}, capture_output=True, text=True, check=False)


@SETS
def test_cookiecutter_renders_the_same_bytes(answers: dict[str, str], upstream: Path, tmp_path: Path) -> None:
    done = by_cookiecutter(upstream, tmp_path, **answers)
    assert done.returncode == 0, done.stderr
    made = Project(next(path for path in tmp_path.iterdir() if path.is_dir() and not path.name.startswith(".")))
    run_copy(str(upstream), tmp_path / "by-copier", data=answers, vcs_ref=NEWEST, defaults=True, quiet=True)
    assert made.texts() == Project(tmp_path / "by-copier").texts()
    ours = Project(tmp_path / "by-copier").answers
    assert made.answers == {**ours, "_src_path": f"git+{upstream.as_uri()}"}


def test_a_project_by_cookiecutter_can_be_updated(upstream: Path, tmp_path: Path) -> None:
    by_cookiecutter(upstream, tmp_path, project_name="Shop")
    project = Project(tmp_path / "shop")
    git("init", "--quiet", "--initial-branch", "main", where=project.folder)
    commit(project.folder, "Start")
    project.update(linters="flake8-black")
    assert project.answers["linters"] == "flake8-black"
    assert "flake8" in (project.folder / "pyproject.toml").read_text()


def test_a_wrong_answer_to_cookiecutter_leaves_nothing(upstream: Path, tmp_path: Path) -> None:
    done = by_cookiecutter(upstream, tmp_path, project_name="Test")
    assert done.returncode != 0
    assert 'error: project_slug "test" is a Python keyword or shadows a package' in done.stderr
    assert not (tmp_path / "test").exists()


def test_a_missing_copier_is_one_line_before_any_question(tmp_path: Path) -> None:
    hook = [sys.executable, "-S", "-E", str(REPOSITORY / "hooks/pre_prompt.py")]
    done = subprocess.run(hook, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("error: Copier, which renders this template, is missing: install it")


def test_make_project_renders_what_copier_renders(making: tuple[Path, str], upstream: Path, tmp_path: Path) -> None:
    project, _ = making
    place = tmp_path / "example-shop"
    run_copy(str(upstream), place, vcs_ref=NEWEST, defaults=True, quiet=True)
    committed = git("ls-tree", "-r", "--name-only", "HEAD", where=project).splitlines()
    from_the_team = {path for path in committed if path.startswith("docs/team/")} | {".github/CODEOWNERS"}
    assert len(from_the_team) == 8
    assert set(committed) - {"uv.lock"} - from_the_team == set(Project(place).texts(without=()))
    changed = [path for path, text in Project(place).texts().items() if (project / path).read_bytes() != text]
    assert changed == ["AGENTS.md"]


def test_the_answers_file_names_a_full_address(making: tuple[Path, str], upstream: Path) -> None:
    project, _ = making
    answers = yaml.safe_load((project / make_project.ANSWERS_FILE).read_text())
    assert answers["_src_path"] == f"git+{upstream.as_uri()}"
    assert git("rev-parse", answers["_commit"], where=upstream) == git("rev-parse", "HEAD", where=upstream)
