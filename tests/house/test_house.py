"""The template keeps the rules that it gives to others."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from rendering import REPOSITORY, rendered

CHECKS = ("ruff format --check", "ruff check", "mypy", "lint-imports --no-logo", "python docs/generate.py --check")


def config(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


@pytest.mark.parametrize("command", CHECKS)
def test_the_repository_passes(command: str) -> None:
    done = subprocess.run(command.split(), cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", CHECKS)
def test_make_check_runs_the_same(command: str) -> None:
    assert f"$(RUN) {command}\n" in (REPOSITORY / "Makefile").read_text()


def test_repository_and_project_choose_the_same_rules() -> None:
    ours = config((REPOSITORY / "pyproject.toml").read_text())["tool"]
    theirs = config((rendered() / "pyproject.toml").read_text())["tool"]
    assert ours["ruff"]["lint"]["select"] == theirs["ruff"]["lint"]["select"]
    assert ours["ruff"]["lint"]["ignore"] == theirs["ruff"]["lint"]["ignore"]
    assert ours["mypy"]["strict"] is theirs["mypy"]["strict"] is True


def test_a_stale_document_is_named(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "docs", tmp_path / "docs")
    shutil.copy(REPOSITORY / "copier.yml", tmp_path)
    (tmp_path / "cookiecutter.json").write_text("old")
    done = subprocess.run(
        ["python", "docs/generate.py", "--check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "cookiecutter.json is stale: run make docs\n")


def test_hooks_that_repository_and_project_share_are_the_same() -> None:
    ours, theirs = (
        {
            hook["id"]: hook
            for repo in yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())["repos"]
            for hook in repo["hooks"]
        }
        for folder in (REPOSITORY, rendered())
    )
    shared = ours.keys() & theirs.keys()
    assert {"ruff-check", "ruff-format"} <= shared
    assert {name: ours[name] for name in shared} == {name: theirs[name] for name in shared}


def test_ci_runs_the_readmes_test_command() -> None:
    assert "make test" in (REPOSITORY / ".ci/run").read_text().splitlines()[-1]
    assert "\nmake test\n" in (REPOSITORY / "README.md").read_text()
    steps = yaml.safe_load((REPOSITORY / ".github/workflows/ci.yml").read_text())["jobs"]["passed"]["steps"]
    assert steps[-1] == {"run": ".ci/run"}


def test_every_relative_link_of_the_documents_leads_somewhere() -> None:
    pages = [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())]
    assert links
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []
