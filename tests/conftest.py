"""What tests of all folders share: a template under git, and a project that is ready."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import compiling
import jinja2
import pytest
from fake_forge.server import FakeForge, serving
from fake_forge.state import World
from histories import NEWEST, commit, git, releases, replace_by
from hypothesis import settings
from rendering import REPOSITORY, once, template
from tools import postgresql

import make_project

settings.register_profile("slow days", deadline=None)
settings.load_profile("slow days")
jinja2.Environment.compile = compiling.once  # type: ignore[assignment,method-assign]

ENVIRONMENT = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.com",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where REQUIRE_TOOLS=1, nothing may be skipped."""
    report = yield
    if report.skipped and os.environ.get("REQUIRE_TOOLS") == "1":
        report.outcome = "failed"
    return report


def shared(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run that all test workers share."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(autouse=True, scope="session")
def _world(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A git identity for tests, the tools and interpreters that `make` finds, and one folder of renders."""
    os.environ.update(ENVIRONMENT, RENDERS=str(shared(tmp_path_factory) / "renders"))
    os.environ.pop("VIRTUAL_ENV", None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each program that a test starts is compiled anew
    os.environ["PATH"] = make_project.environment()["PATH"]


@contextmanager
def made_once(factory: pytest.TempPathFactory, name: str) -> Iterator[tuple[Path, bool]]:
    """A folder that all test workers share, and whether it is still to be filled."""
    folder = shared(factory) / name
    with once(folder) as missing:
        yield folder, missing


@pytest.fixture(scope="session")
def upstream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template's repository: each release commit tagged, and the working tree as the newest version."""
    with made_once(tmp_path_factory, "copier-django-team") as (clone, missing):
        if missing:
            git("clone", "--quiet", "--no-tags", str(REPOSITORY), str(clone), where=REPOSITORY)
            git("remote", "remove", "origin", where=clone)
            for tag, release in releases().items():
                git("tag", tag, release, where=clone)
            git("rm", "-r", "--quiet", ".", where=clone)
            shutil.copytree(template(), clone, dirs_exist_ok=True)
            commit(clone, "The working tree")
            git("tag", NEWEST, where=clone)
    return clone


@pytest.fixture(scope="session")
def versions(upstream: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same versions for what only renders: without the tool, its tests, and what came between two releases."""
    with made_once(tmp_path_factory, "versions") as (folder, missing):
        if missing:
            git("init", "--quiet", "--initial-branch", "main", str(folder), where=upstream)
            for tag in (*releases(), NEWEST):
                replace_by(upstream, tag, folder)
                commit(folder, tag)
                git("tag", tag, where=folder)
    return folder


@pytest.fixture(scope="session")
def making(upstream: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A project that `make project` made of default answers, and what it said at the end."""
    with made_once(tmp_path_factory, "ready") as (folder, missing):
        if missing:
            command = [sys.executable, str(upstream / "make_project.py"), str(folder / "example-shop")]
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            (folder / "said").write_text(done.stderr)
    return folder / "example-shop", (folder / "said").read_text()


@pytest.fixture(scope="session")
def ready(making: tuple[Path, str]) -> Path:
    """A project of default answers that is set up; copy it before you change it."""
    return making[0]


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have measured."""
    reports = (report for each in ("passed", "failed") for report in terminalreporter.stats.get(each, []))
    for line in sorted(str(value) for report in reports for name, value in report.user_properties if name == "replay"):
        terminalreporter.write_line(line)


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeForge]:
    """An empty repository, `org/shop`, on a forge that answers as both makes do."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(World()) as running:
        yield running
