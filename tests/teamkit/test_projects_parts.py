"""Versions, tools, pipelines and agreements are read from the files that say so."""

import pytest

from teamkit.projects.agreements import form, owners
from teamkit.projects.pipelines import pipelines
from teamkit.projects.private import private
from teamkit.projects.python import python
from teamkit.projects.tooling import linters, lock, tool

HERE = ("",)


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("Dockerfile", "FROM python:3.12-slim AS base\n", "3.12 Dockerfile:1"),
        ("Dockerfile", "# build\nFROM --platform=linux/amd64 docker.io/library/python:3.14\n", "3.14 Dockerfile:2"),
        ("Dockerfile", "ARG VERSION=3.11\nFROM python:${VERSION}-alpine\n", "3.11 Dockerfile:2"),
        ("docker/app.Dockerfile", "FROM ghcr.io/astral-sh/uv:python3.13-bookworm\n", "3.13 docker/app.Dockerfile:1"),
        ("runtime.txt", "python-3.11.4\n", "3.11 runtime.txt:1"),
        (".python-version", "3.10.2\n", "3.10 .python-version:1"),
        (".tool-versions", "nodejs 20\npython 3.9.1\n", "3.9 .tool-versions:2"),
        ("Pipfile", '[requires]\npython_version = "3.8"\n', "3.8 Pipfile:2"),
        ("pyproject.toml", '[project]\nrequires-python = ">=3.12"\n', ">=3.12 pyproject.toml"),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.12"\n', "^3.12 pyproject.toml"),
        ("Dockerfile.dev", "FROM python:3.12\n", None),
        (".devcontainer/Dockerfile", "FROM python:3.12\n", None),
        ("Dockerfile", "FROM node:20\n", None),
        ("pyproject.toml", "[project", None),
    ],
)
def test_the_version_of_python_stands_in_one_of_many_files(path: str, text: str, told: str | None) -> None:
    said = python({path: text.encode()}, HERE)
    assert (f"{said.value} {said.where}" if said else None) == told


@pytest.mark.parametrize(
    ("files", "resolving", "locked"),
    [
        ({"uv.lock": "", "pyproject.toml": ""}, "uv", "uv.lock"),
        ({"poetry.lock": ""}, "Poetry", "poetry.lock"),
        ({"pdm.lock": ""}, "PDM", "pdm.lock"),
        ({"Pipfile": ""}, "Pipenv", None),
        ({"Pipfile": "", "Pipfile.lock": ""}, "Pipenv", "Pipfile.lock"),
        ({"pyproject.toml": "[tool.poetry]"}, "Poetry", None),
        ({"requirements.txt": "django\n"}, "pip", None),
        ({"requirements.txt": "# pins\ndjango==5.2.1\n-r other.txt\n"}, "pip", "requirements.txt"),
        ({"requirements.txt": "django==5.2.1\n", "base_requirements.txt": "django\n"}, "pip", "requirements.txt"),
        ({"requirements.txt": "# by pip-compile\nx==1\n"}, "pip-tools", "requirements.txt"),
        ({"requirements/base.txt": "x\n", "requirements/live.txt": "y==1\n"}, "pip", None),
        ({"requirements-dev.txt": "x==1\n"}, "pip", None),
        ({"setup.cfg": "install_requires = x"}, "setuptools", None),
        ({"environment.yml": ""}, "conda", None),
        ({"pyproject.toml": "dependencies = []"}, "pip", None),
        ({}, None, None),
    ],
)
def test_the_tool_of_packages_and_its_lock_are_recognised(
    files: dict[str, str], resolving: str | None, locked: str | None
) -> None:
    texts = {path: text.encode() for path, text in files.items()}
    found, held = tool(texts, HERE), lock(texts, HERE)
    assert (found and found.value, held and held.where.path) == (resolving, locked)


def test_a_lock_of_the_root_holds_for_a_project_below_it() -> None:
    held = lock({"uv.lock": b"", "other/poetry.lock": b""}, ("apps/shop", "apps", ""))
    assert held
    assert held.where.path == "uv.lock"


def test_linters_are_known_by_what_sets_them_up() -> None:
    texts = {"pyproject.toml": b"[tool.ruff.lint]\n[tool.mypy]", ".flake8": b"", "setup.cfg": b"[isort]"}
    found = {said.value: said.where.path for said in linters(texts, HERE)}
    assert found == {"ruff": "pyproject.toml", "isort": "setup.cfg", "flake8": ".flake8", "mypy": "pyproject.toml"}


@pytest.mark.parametrize(
    ("path", "system"),
    [
        (".github/workflows/ci.yml", "GitHub Actions"),
        (".gitlab-ci.yml", "GitLab CI"),
        ("Jenkinsfile", "Jenkins"),
        (".circleci/config.yml", "CircleCI"),
        ("bitbucket-pipelines.yml", "Bitbucket Pipelines"),
    ],
)
def test_each_system_has_its_file(path: str, system: str) -> None:
    (found,) = pipelines({path: b"run: pytest", f"docs/{path}": b""})
    assert (found.system, found.runs_tests) == (system, True)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("run: python manage.py test", True),
        ("script: make test-unit", True),
        ("run: uv run just test", True),
        ("run: docker compose run web", None),
        ("uses: ./.github/actions/setup", None),
        ("run: ruff check", False),
        ("run: echo latest", False),
    ],
)
def test_a_pipeline_runs_tests_or_may_or_does_not(text: str, runs: bool | None) -> None:  # noqa: FBT001
    (found,) = pipelines({".gitlab-ci.yml": text.encode()})
    assert found.runs_tests is runs


def test_owners_and_forms_are_found_where_forges_look() -> None:
    assert owners(["README.md", ".github/CODEOWNERS"]) == ".github/CODEOWNERS"
    assert owners(["src/CODEOWNERS"]) is None
    assert form([".github/PULL_REQUEST_TEMPLATE.md"]) == ".github/PULL_REQUEST_TEMPLATE.md"
    assert form([".gitlab/merge_request_templates/Default.md"]) == ".gitlab/merge_request_templates/Default.md"
    assert form(["templates/pull_request_template.html"]) is None


SQLITE = b"SQLite format 3\0"
DUMP = b"-- PostgreSQL database dump\n"
ROWS = b"COPY public.auth_user (id) FROM stdin;\n1\n"


@pytest.mark.parametrize(
    ("path", "text", "what"),
    [
        ("db.sqlite3", SQLITE + b"CREATE TABLE django_migrations (", "a database of Django"),
        ("search.db", SQLITE + b"CREATE TABLE words (", None),
        ("tests/db.sqlite3", SQLITE + b"CREATE TABLE django_migrations (", None),
        ("backup.sql", DUMP + ROWS, "a dump of a database, with what it held of people"),
        ("backup.sql", b"-- MySQL dump 10\nINSERT INTO `auth_user` VALUES (1);\n", "a dump of a database, with"),
        ("schema.sql", DUMP + b"COPY public.kind (id) FROM stdin;\n1\n", None),
        ("schema.sql", DUMP + b"COPY public.auth_user (id) FROM stdin;\n\\.\n", None),
        ("x.dump", b"PGDMP\1", "a dump of a database, with what it held of people"),
        (".env", b"SECRET_KEY=k8Qz2mP0vR7tYw4x\n", "the environment of a machine, with what looks like a secret"),
        (".env", b"SECRET_KEY=change-me-please-now\nPOSTGRES_PASSWORD=postgres\n", None),
        (".env.example", b"SECRET_KEY=k8Qz2mP0vR7tYw4x\n", None),
        ("notes.txt", SQLITE, None),
    ],
)
def test_a_file_is_private_by_its_name_and_what_it_holds(path: str, text: bytes, what: str | None) -> None:
    found = private(path, text)
    assert (found.value[: len(what or "")] if found else None) == what
