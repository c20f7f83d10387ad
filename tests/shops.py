"""Repositories of a small Django project, whose branches migrate its apps."""

import json
from pathlib import Path

from click.testing import CliRunner, Result
from histories import commit, git
from migrations import text

from teamkit.cli import main

TEAM = """\
users:
  ada: {name: Ada, handle: ada}
  grace: {name: Grace, handle: grace}
  alan: {name: Alan, handle: alan}
areas:
  everything: {title: Everything else, paths: ["*"], accountable: alan, deputy: ada}
  schema: {title: Database schema, paths: ["**/migrations/"], accountable: ada, deputy: grace}
"""


def write(folder: Path, path: str, content: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(content)


def migrate(folder: Path, name: str, *after: str, app: str = "shop") -> str:
    """Write and commit a migration after others of its app; give its path."""
    path = f"{app}/migrations/{name}.py"
    write(folder, path, text(*((app, each) for each in after)))
    commit(folder, f"Migrate {app}: {name}")
    return path


def a_shop(folder: Path, branch: str = "main") -> Path:
    """A project with an app of one migration."""
    folder.mkdir()
    git("init", "--quiet", "--initial-branch", branch, where=folder)
    write(folder, "team.yml", TEAM)
    write(folder, "shop/migrations/__init__.py", "")
    migrate(folder, "0001_initial")
    return folder


def begin(folder: Path, branch: str, at: str = "HEAD") -> None:
    git("switch", "--quiet", "--create", branch, at, where=folder)


def go(folder: Path, branch: str) -> None:
    git("switch", "--quiet", branch, where=folder)


def clone(origin: Path, folder: Path, *options: str) -> Path:
    git("clone", "--quiet", *options, origin.as_uri(), str(folder), where=origin)
    return folder


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(folder), *words])


def told(folder: Path, *names: str) -> dict[str, list[tuple[str, str]]]:
    """What checks say without a forge, with their states."""
    words = (*(names or ("migration-radar",)), "--local", "--format", "json")
    done = json.loads(run(folder, "check", *words).output)
    return {each["name"]: [(found["state"], found["what"]) for found in each["findings"]] for each in done["checks"]}
