"""What was made passes its own rules, whatever was answered."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from histories import git

FAR = {
    "project_name": "Tom & Ann's Shop – 2",
    "forge": "gitlab",
    "pipeline": "jenkins",
    "branching": "github-flow",
    "production_branch": "master",
    "linters": "flake8-black",
    "licence": "Apache-2.0",
    "handle": "octocat",
    "organisation": "example-org",
}


def just(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["uv", "run", "--quiet", "just", *words]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.fixture
def project(ready: Path, tmp_path: Path) -> Path:
    """A copy of the project of default answers, with its environment."""
    return shutil.copytree(ready, tmp_path / "example-shop", symlinks=True)


def test_the_first_commit_is_unchanged_by_all_its_own_hooks(project: Path) -> None:
    done = just(project, "hooks")
    assert done.returncode == 0, done.stdout
    assert "Failed" not in done.stdout
    assert git("status", "--porcelain", where=project) == ""


def test_conflict_marks_that_an_update_left_are_not_committed(project: Path) -> None:
    git("switch", "--quiet", "--create", "feature/update", where=project)
    (project / "SECURITY.md").write_text("<<<<<<< before updating\nours\n=======\ntheirs\n>>>>>>> after updating\n")
    git("add", "--all", where=project)
    commit = ["git", "commit", "--quiet", "--message", "Update"]
    done = subprocess.run(commit, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "SECURITY.md:1: Merge conflict string" in done.stdout + done.stderr


def test_setting_up_again_changes_nothing(project: Path) -> None:
    before = {path: (project / path).read_bytes() for path in (".env", "uv.lock", "db.sqlite3")}
    done = just(project, "setup")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path: (project / path).read_bytes() for path in before} == before
    assert git("status", "--porcelain", where=project) == ""
    assert git("rev-list", "--count", "--all", where=project) == "1"


def test_answers_far_from_the_defaults_are_green_too(upstream: Path, tmp_path: Path) -> None:
    words = [f"{name}={value}" for name, value in FAR.items()]
    command = [sys.executable, str(upstream / "make_project.py"), str(tmp_path / "far"), *words]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "flake8\n" in done.stdout + done.stderr
    assert git("branch", "--format", "%(refname:short)", where=tmp_path / "far") == "master"
    done = just(tmp_path / "far", "hooks")
    assert done.returncode == 0, done.stdout
    assert git("status", "--porcelain", where=tmp_path / "far") == ""
