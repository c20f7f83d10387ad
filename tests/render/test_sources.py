"""The sources of the template read like the files that they become."""

import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from rendering import EJECTED, PAIRWISE, QUESTIONS, files, rendered, template, values

SOURCES = template() / "template"
FOR_UPDATES_ONLY = {".github/CODEOWNERS.jinja", ".gitlab/CODEOWNERS.jinja"}
WITH_CONDITIONS = [
    path
    for path in files(SOURCES)
    if path.endswith(".jinja") and "_copier_conf" not in path and path not in FOR_UPDATES_ONLY
]


def sources(*suffixes: str) -> list[str]:
    return [path for path in files(SOURCES) if path.removesuffix(".jinja").endswith(suffixes)]


# ── They parse ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", sources(".yml", ".yaml"))
def test_yaml_parses_unrendered(path: str) -> None:
    assert list(yaml.compose_all((SOURCES / path).read_text())) != []


@pytest.mark.parametrize("path", sources(".toml"))
def test_toml_parses_unrendered(path: str) -> None:
    assert tomllib.loads((SOURCES / path).read_text()) != {}


@pytest.mark.parametrize("path", sources(".svg"))
def test_pictures_parse_unrendered(path: str) -> None:
    assert ElementTree.fromstring((SOURCES / path).read_text()).tag.endswith("svg")  # noqa: S314


@pytest.mark.parametrize("path", sources(".py"))
def test_python_lints_and_is_formatted_unrendered(path: str) -> None:
    name = path.removesuffix(".jinja")
    text = (SOURCES / path).read_text()
    command = ["ruff", "{}", "--quiet", "--stdin-filename", name, "-"]
    lint, shape = (
        subprocess.run(
            [*command[:1], *step, *command[2:]], cwd=rendered(), input=text, text=True, capture_output=True, check=False
        )
        for step in (["check"], ["format", "--diff"])
    )
    assert (lint.stdout, shape.stdout) == ("", "")


def test_sources_use_no_whitespace_marks() -> None:
    assert [
        path
        for path in files(SOURCES)
        if any(mark in (SOURCES / path).read_text() for mark in ("{%-", "-%}", "{{-", "-}}"))
    ] == []


# ── No branch is dead ─────────────────────────────────────────────────────────────────────────────


def environment() -> Environment:
    return Environment(  # noqa: S701
        loader=FileSystemLoader(template()),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        line_statement_prefix=QUESTIONS["_envops"]["line_statement_prefix"],
    )


def mark_branches(tree: nodes.Template) -> list[str]:
    """Let each branch of each condition print a mark of its own; the marks, named after their lines."""
    marks: list[str] = []

    def mark(branch: list[nodes.Node], line: int, name: str) -> None:
        marks.append(f"@line {line}: {name}@")
        branch.insert(0, nodes.Output([nodes.TemplateData(marks[-1])]))

    for condition in list(tree.find_all(nodes.If)):
        mark(condition.body, condition.lineno, "true")
        if not condition.elif_:
            mark(condition.else_, condition.lineno, "false")
    return marks


def renders(path: str, tree: nodes.Template) -> Iterator[str]:
    page = environment().from_string(tree)
    for answers in (*PAIRWISE, *EJECTED):
        context: dict[str, Any] = values(**answers)
        if (rendered(**answers) / path.removesuffix(".jinja")).exists():
            yield page.render(**context, _copier_conf={"answers_file": Path(".copier-answers.yml")})


@pytest.mark.parametrize("path", WITH_CONDITIONS)
def test_every_condition_is_true_for_some_answers_and_false_for_others(path: str) -> None:
    tree = environment().parse((SOURCES / path).read_text())
    marks = mark_branches(tree)
    seen = "".join(renders(path, tree))
    assert seen != ""
    assert [mark for mark in marks if mark not in seen] == []


@pytest.mark.parametrize("path", WITH_CONDITIONS)
def test_only_files_with_a_value_or_a_condition_are_templates(path: str) -> None:
    tree = environment().parse((SOURCES / path).read_text())
    assert next(tree.find_all((nodes.Name, nodes.If, nodes.For, nodes.Include)), None) is not None


def test_a_dead_branch_would_be_seen() -> None:
    tree = environment().parse("# % if project and layer\nnever\n# % endif\n")
    marks = mark_branches(tree)
    seen = "".join(environment().from_string(tree).render(**values(**answers)) for answers in PAIRWISE)
    assert [mark for mark in marks if mark not in seen] == ["@line 1: true@"]
