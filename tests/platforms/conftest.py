"""What the executed pipelines share: a database server, and checkouts that need no network."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from platforms.checkout import Checkout
from rendering import rendered
from tools import postgresql


@pytest.fixture(scope="session")
def database() -> Iterator[dict[str, str]]:
    """A PostgreSQL server; its clients find it by these variables, whatever host their address names."""
    programs = postgresql()
    folder = Path(tempfile.mkdtemp(prefix="postgresql.", dir="/tmp"))
    user = None
    if os.geteuid() == 0:
        user = "postgres"
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    data = str(folder / "data")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    initialise = ["initdb", "--pgdata", data, "--username=postgres", "--auth=trust", "--no-sync"]
    start = ["pg_ctl", "start", "--wait", "--pgdata", data, "--log", str(folder / "log"), "--options", options]
    stop = ["pg_ctl", "stop", "--mode=immediate", "--pgdata", data]

    def run(command: list[str]) -> None:
        program = str(programs / command[0])
        subprocess.run([program, *command[1:]], cwd=folder, user=user, check=True, stdout=subprocess.DEVNULL)

    run(initialise)
    run(start)
    yield {"PGHOSTADDR": "127.0.0.1", "PGPORT": port}
    run(stop)
    shutil.rmtree(folder)


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
        return made

    return make
