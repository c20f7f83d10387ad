"""What tests of all folders share."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock
from rendering import rendered

import make_project

GIT_IDENTITY = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.com",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@pytest.fixture(autouse=True, scope="session")
def _world() -> None:
    """A git identity for tests, and the interpreters that `make` would find."""
    os.environ.update(GIT_IDENTITY)
    os.environ.pop("VIRTUAL_ENV", None)
    os.environ["PATH"] = make_project.environment()["PATH"]


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory, _world: None) -> Path:
    """A project of default answers on which `just setup` was run; copy it before you change it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    project = shared / "ready" / "example-shop"
    with FileLock(shared / "ready.lock"):
        if not (project / ".venv").exists():
            shutil.copytree(rendered(project_name="Example Shop"), project)
            subprocess.run(["uv", "run", "--quiet", "just", "setup"], cwd=project, check=True, capture_output=True, text=True)
    return project
