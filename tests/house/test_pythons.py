"""The tool runs on the oldest Python that it is said to run on: as types tell, and in truth wherever there is one."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from flows import a_flow

from make_project import environment

ROOT = Path(__file__).resolve().parents[2]
CONFIGURED = tomllib.loads((ROOT / "pyproject.toml").read_text())
OLDEST = CONFIGURED["project"]["requires-python"].removeprefix(">=")
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


def is_here(version: str) -> bool:
    """Whether uv finds a Python without a download."""
    found = ["uv", "python", "find", "--quiet", "--no-python-downloads", "--system", version]
    return subprocess.run(found, env=environment(), capture_output=True, check=False).returncode == 0


def test_types_are_those_of_the_oldest_python() -> None:
    assert CONFIGURED["tool"]["mypy"]["python_version"] == OLDEST


@pytest.mark.parametrize("version", sorted({HERE, *filter(is_here, [OLDEST])}))
def test_every_check_is_right_and_history_is_read(version: str, tmp_path: Path) -> None:
    made = a_flow(tmp_path / "shop")
    made.git("switch", "--quiet", "--create", "feature/price", "develop")
    made.change("feat: ask for the form", "pyproject.toml", '[tool.commitizen]\nname = "cz_conventional_commits"\n')
    made.change("Say a price", "price.py", "1\n")
    tool = ["uv", "run", "--quiet", "--isolated", "--no-dev", "--python", version, "--project", str(ROOT), "teamkit"]
    for words, code in (("selftest", 0), ("check commit-message", 1), ("flow status", 0), ("measure all", 0)):
        done = subprocess.run(
            [*tool, *words.split()], cwd=made.folder, env=environment(), capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (code, b""), done.stdout.decode() + done.stderr.decode()
