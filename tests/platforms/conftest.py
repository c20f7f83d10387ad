"""What the executed pipelines share: checkouts that need no network."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from platforms.checkout import Checkout
from rendering import rendered


@pytest.fixture(scope="session")
def offline(ready: Path, database: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables by which a checkout uses what is here already, and cannot reach anything else."""
    tool = rendered(project_name="Example Shop") / "team.py"
    subprocess.run(["uv", "run", "--quiet", "--script", str(tool), "--version"], check=True, stdout=subprocess.DEVNULL)
    nowhere = "http://127.0.0.1:9"
    return {
        **database,
        "UV_PROJECT_ENVIRONMENT": str(ready / ".venv"),
        "UV_OFFLINE": "1",
        "UV_HTTP_RETRIES": "0",
        "HTTPS_PROXY": nowhere,
        "HTTP_PROXY": nowhere,
        "MYPY_CACHE_DIR": str(tmp_path_factory.mktemp("mypy")),
        "NO_COLOR": "1",
    }


@pytest.fixture
def checkout(ready: Path, offline: dict[str, str], tmp_path: Path) -> Callable[..., Checkout]:
    """Make what a pipeline checks out of a fresh project: tracked files, no more."""

    def make(**answers: Any) -> Checkout:
        folder = tmp_path / "checkout"
        shutil.copytree(rendered(project_name="Example Shop", **answers), folder)
        if answers.get("profile") != "layer":
            shutil.copy(ready / "uv.lock", folder)
        made = Checkout(folder, dict(offline))
        made.git("init", "--quiet", "--initial-branch=develop")
        made.publish_the_team()
        made.commit()
        made.git("branch", "main")
        return made

    return make
