"""The SQL of a migration comes from the project's own Django, which learns no token; else it is said why not."""

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from histories import commit, git
from migrations import migration
from shops import TEAM, begin, run, write

from teamkit.lifecycle.describing.sql import sql
from teamkit.lifecycle.running import without_tokens
from teamkit.publish.describing.model import Sql

SECRET = "recognisable-token-0123456789"  # noqa: S105
STEP = migration("shop.0002_paid", "shop.0001_initial")
COMMAND = "`manage.py sqlmigrate shop 0002_paid`"
TREE = ("manage.py", STEP.path)
MANAGE = """\
import os, sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
"""
SETTINGS = """\
INSTALLED_APPS = ["shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""
FIRST = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Order", [("id", models.BigAutoField(primary_key=True))])]
"""
PAID = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.AddField("order", "paid", models.BooleanField(null=True)),
        migrations.RunSQL("SELECT '```', '<!-- /team:request -->', '@everybody';"),
    ]
"""


def project(folder: Path, manage: str) -> Path:
    """A folder with a manage.py, and an environment whose Python is that of the tests."""
    write(folder, "manage.py", manage)
    write(folder, ".venv/bin/python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (folder / ".venv/bin/python").chmod(0o755)
    return folder


def told(folder: Path, manage: str, patience: float = 60) -> Sql:
    return sql(project(folder, manage), TREE, [STEP], patience)[STEP.path]


def test_what_django_says_is_the_sql(tmp_path: Path) -> None:
    found = told(tmp_path, "import sys; print(' '.join(sys.argv)); print('COMMIT;\\n')")
    assert found == Sql("manage.py sqlmigrate shop 0002_paid --no-color\nCOMMIT;")


def test_a_real_project_s_sql_stands_in_the_description_and_breaks_out_of_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", "main", where=folder)
    write(folder, "team.yml", TEAM)
    write(folder, "settings.py", SETTINGS)
    write(folder, "shop/__init__.py", "")
    write(folder, "shop/migrations/__init__.py", "")
    write(folder, "shop/migrations/0001_initial.py", FIRST)
    write(folder, ".gitignore", ".venv\n")
    project(folder, MANAGE)
    commit(folder, "Start")
    begin(folder, "feature/paid")
    write(folder, STEP.path, PAID)
    commit(folder, "Paid")
    result = run(folder, "request", "describe")
    assert result.exit_code == 0, result.stderr
    _, _, rest = result.output.partition("<details><summary>SQL of <code>shop.0002_paid</code></summary>\n\n")
    assert rest.startswith("````sql\nBEGIN;\n--\n-- Add field paid to order\n--\nALTER TABLE")
    shown, _, after = rest.partition("\n````\n\n</details>\n")
    assert "SELECT '```', '<!-- /team:request -->', '@everybody';" in shown
    assert after.startswith("\n### Whom it concerns")
    assert not list(folder.rglob("__pycache__"))


@pytest.mark.parametrize(
    ("manage", "why"),
    [
        ("raise ValueError('postgres://ada:secret@db')", f"{COMMAND} ended with ValueError"),
        ("import no_such_module_of_anybody", f"{COMMAND} ended with ModuleNotFoundError"),
        ("import sys; sys.exit('CommandError: no SQL today')", f"{COMMAND} ended with CommandError"),
        ("import sys; sys.exit(7)", f"{COMMAND} ended with exit code 7"),
    ],
)
def test_an_error_is_told_by_its_kind_alone(manage: str, why: str, tmp_path: Path) -> None:
    assert told(tmp_path, manage) == Sql(lacking=why)


def test_a_project_that_hangs_is_ended_with_all_that_it_began(tmp_path: Path) -> None:
    hang = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    begun = time.monotonic()
    assert told(tmp_path, hang, patience=1) == Sql(lacking=f"{COMMAND} took too long")
    assert time.monotonic() - begun < 20


def test_all_migrations_together_have_one_patience(tmp_path: Path) -> None:
    second = migration("shop.0003_more", "shop.0002_paid")
    found = sql(project(tmp_path, "import time; time.sleep(60)"), (*TREE, second.path), [STEP, second], 0.5)
    assert found[second.path] == Sql(lacking="the migrations before it took all the time that there was")


def test_without_a_manage_py_or_a_python_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sql(tmp_path, [STEP.path], [STEP])[STEP.path] == Sql(lacking="no manage.py stands above it")
    monkeypatch.setenv("PATH", "")
    assert sql(tmp_path, TREE, [STEP])[STEP.path] == Sql(lacking="neither uv nor Python was found")


def fake(folder: Path, name: str) -> None:
    """A program that says its name and how it was called."""
    write(folder, name, f'#!/bin/sh\necho {name} "$@"\n')
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("files", "called"),
    [
        (["uv.lock", ".venv/bin/python"], "uv run --quiet --frozen python manage.py"),
        ([".venv/bin/python"], ".venv/bin/python manage.py"),
        ([], "python manage.py"),
    ],
)
def test_the_project_s_python_is_called_as_the_project_does(
    files: list[str], called: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("uv", "python"):
        fake(tmp_path / "bin", name)
    for name in files:
        fake(tmp_path / "shop", name)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/bin{os.pathsep}/usr/bin")
    write(tmp_path / "shop", "web/manage.py", "")
    step = replace(STEP, path=f"web/{STEP.path}")
    found = sql(tmp_path / "shop", ("web/manage.py", step.path), [step])
    assert found[step.path].text == f"{called} sqlmigrate shop 0002_paid --no-color"


def test_the_project_learns_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_TOKEN", "GITLAB_TOKEN", "CI_JOB_TOKEN", "ACTIONS_RUNTIME_TOKEN"):
        monkeypatch.setenv(name, f"{name}-{SECRET}")
    monkeypatch.setenv("CI_REPOSITORY_URL", f"https://job:CI_JOB_TOKEN-{SECRET}@gitlab.com/org/shop.git")
    monkeypatch.setenv("DATABASE_URL", "sqlite://")
    found = told(tmp_path, "import json, os; print(json.dumps(dict(os.environ)))")
    assert SECRET not in found.text
    assert json.loads(found.text)["DATABASE_URL"] == "sqlite://"


def test_the_environment_of_this_tool_is_not_that_of_the_project() -> None:
    own = Path(sys.prefix, "bin")
    found = without_tokens({"PATH": os.pathsep.join([str(own), "/usr/bin"]), "VIRTUAL_ENV": sys.prefix, "HOME": "/"})
    assert found == {"PATH": "/usr/bin", "HOME": "/", "PYTHONDONTWRITEBYTECODE": "1"}
