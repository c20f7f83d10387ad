"""The programs that tests run; one that is missing skips its tests, or fails them where REQUIRE_TOOLS=1."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from filelock import FileLock

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "copier-django-team"


def python_tool(name: str) -> str:
    """A program of the development group, beside the interpreter that runs the tests."""
    return _found(name, shutil.which(name, path=str(Path(sys.executable).parent)), "uv sync")


def system_tool(name: str, package: str) -> str:
    """A program of the operating system."""
    return _found(name, shutil.which(name), f"apt install {package}")


def java_home() -> str:
    """Where Java is, for programs that trust a wrong JAVA_HOME more than PATH."""
    return str(Path(system_tool("java", "default-jre-headless")).resolve().parents[1])


def postgresql() -> Path:
    """The folder of PostgreSQL's server programs."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which("initdb")
    return Path(_found("initdb", found, "apt install postgresql")).parent


@functools.cache
def gitlab_ci_local() -> list[str]:
    """The command that runs GitLab's pipelines, with a Node that is new enough for it."""
    npm = system_tool("npm", "npm")
    folder = CACHE / "node"
    node, program = folder / "node_modules/.bin/node", folder / "node_modules/.bin/gitlab-ci-local"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "install.lock"):
        if not (node.exists() and program.exists()):
            install = [npm, "install", "--no-fund", "--no-audit", f"--prefix={folder}", "gitlab-ci-local@4", "node@24"]
            done = subprocess.run(install, capture_output=True, text=True, timeout=300, check=False)
            if not (node.exists() and program.exists()):
                missing(f"gitlab-ci-local is missing, and `{' '.join(install)}` failed:\n{done.stderr}")
    return [str(node), str(program)]


def missing(reason: str) -> NoReturn:
    """Skip the test, or fail it where no tool may be missing."""
    if os.environ.get("REQUIRE_TOOLS") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def _found(name: str, path: str | None, remedy: str) -> str:
    return path or missing(f"{name} is missing: {remedy}")
