"""The files of a render agree with each other."""

import re
import tomllib
from typing import Any

import pytest
from rendering import PAIRWISE, files, rendered

PROJECTS = [answers for answers in PAIRWISE if answers["profile"] == "project"]
SETS = pytest.mark.parametrize("answers", PROJECTS, ids=lambda answers: "-".join(filter(None, answers.values())))


@SETS
def test_every_python_version_is_the_same(answers: dict[str, Any]) -> None:
    folder, wanted = rendered(**answers), answers["python_version"]
    project = tomllib.loads((folder / "pyproject.toml").read_text())
    found = {
        ".python-version": (folder / ".python-version").read_text().strip(),
        "requires-python": project["project"]["requires-python"].removeprefix(">="),
        "scripts/setup.py": re.findall(r'(?m)^PYTHON = "(.+)"', (folder / "scripts/setup.py").read_text())[0],
    }
    for path in files(folder):
        for version in re.findall(r"python:?(3\.\d+)", (folder / path).read_text()):
            found[path] = version
    assert {place: version for place, version in found.items() if version != wanted} == {}
    targets = project["tool"].get("black", {}).get("target-version", [])
    assert targets in ([], [f"py{wanted.replace('.', '')}"])


@SETS
def test_every_variable_of_the_settings_is_explained_and_no_other(answers: dict[str, Any]) -> None:
    folder = rendered(**answers)
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (folder / "config/settings.py").read_text()))
    explained = set(re.findall(r"(?m)^# ([A-Z_]+)=", (folder / ".env.example").read_text()))
    assert read == explained != set()


@SETS
def test_every_recipe_that_a_file_calls_exists(answers: dict[str, Any]) -> None:
    folder = rendered(**answers)
    recipes = set(re.findall(r"(?m)^@?([a-z][a-z-]*)[^:=\n]*:(?!=)", (folder / "justfile").read_text())) | {"deploy"}
    called = {
        recipe for path in files(folder) for recipe in re.findall(r"uv run just ([a-z-]+)", (folder / path).read_text())
    }
    assert {"check", "test", "deploy"} <= called
    assert called - recipes == set()


@SETS
def test_hooks_and_recipes_use_the_linters_that_were_chosen(answers: dict[str, Any]) -> None:
    folder = rendered(**answers)
    texts = [(folder / path).read_text() for path in ("justfile", ".pre-commit-config.yaml", "pyproject.toml")]
    mine, others = (["ruff"], ["flake8", "black"])
    if answers["linters"] == "flake8-black":
        mine, others = others, mine
    assert [tool for tool in mine for text in texts if not re.search(rf"\b{tool}\b", text)] == []
    assert [tool for tool in others for text in texts if re.search(rf"\b{tool}\b", text)] == []
