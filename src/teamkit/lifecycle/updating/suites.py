"""What the tests of a project say before and after an update."""

import os
import shlex
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from teamkit.findings import Refusal, Unseen
from teamkit.lifecycle.running import Ran, run, without_tokens
from teamkit.lifecycle.updating.model import Trial
from teamkit.lifecycle.updating.rehearsing import Scene

PATIENCE = 900.0
_UNKNOWN = Unseen("nobody knows how this project is tested", "say it: --test COMMAND, or leave it out: --no-tests")
_CONFIGURED = {"pytest.ini": "", ".pytest.ini": "", "pyproject.toml": "[tool.pytest", "setup.cfg": "[tool:pytest]"}


@dataclass(frozen=True)
class _Suite:
    """How a project is tested: what prepares it, and what tests it."""

    prepare: tuple[str, ...]
    test: tuple[str, ...]


def put_to_test(scene: Scene, command: str | None, patience: float = PATIENCE) -> Trial:
    """Which tests fail before and after, by a command or the one that the project has.

    Raises Refusal for a command that is none.
    """
    folders = (scene.before / scene.folder, scene.after / scene.folder)
    suite = _suite(folders[1], _words(command) if command else None)
    if isinstance(suite, Unseen):
        return Trial("tests", suite, suite)
    return Trial(shlex.join(suite.test), *(_failures(folder, suite, patience) for folder in folders))


def _words(command: str) -> tuple[str, ...]:
    try:
        words = tuple(shlex.split(command))
    except ValueError as error:
        raise Refusal(f"--test {command}: {error}; write it as in a shell") from None
    if not words:
        raise Refusal("--test names no command; leave tests out by --no-tests")
    return words


def _suite(folder: Path, given: tuple[str, ...] | None) -> _Suite | Unseen:
    is_locked = (folder / "uv.lock").exists()
    if is_locked and not shutil.which("uv"):
        return Unseen("uv is missing, and uv.lock is there", "install uv: https://docs.astral.sh/uv/")
    test = given or _usual(folder)
    if not test:
        return _UNKNOWN
    if not is_locked:
        return _Suite((), test)
    runs = test if test[:2] == ("uv", "run") else ("uv", "run", "--no-sync", *test)
    return _Suite(("uv", "sync", "--quiet"), runs)


def _usual(folder: Path) -> tuple[str, ...]:
    """The recipe `test` of a justfile, else pytest where it is configured, else what Django has."""
    if any(line.startswith("test") and ":" in line for line in _text(folder / "justfile").splitlines()):
        return ("just", "test")
    if any(mark in _text(folder / name) and (folder / name).exists() for name, mark in _CONFIGURED.items()):
        return ("pytest",)
    return ("python", "manage.py", "test") if (folder / "manage.py").exists() else ()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _failures(folder: Path, suite: _Suite, patience: float) -> frozenset[str] | Unseen:
    with TemporaryDirectory(prefix="teamkit-tests-", ignore_cleanup_errors=True) as reports:
        report = Path(reports) / "report.xml"
        variables = _environment(report)
        prepared = _ran(suite.prepare, folder, variables, patience) if suite.prepare else Ran(0, "", "")
        if isinstance(prepared, Ran) and prepared.code:
            said = f"{shlex.join(suite.prepare)} failed: {_last(prepared)}"
            return Unseen(said, "mend that, or leave tests out: --no-tests")
        ran = _ran(suite.test, folder, variables, patience) if isinstance(prepared, Ran) else prepared
        if isinstance(ran, Unseen):
            return ran
        unnamed = {f"{shlex.join(suite.test)} ends with {ran.code}"} if ran.code else set()
        return frozenset(_failed(report)) or frozenset(unnamed)


def _environment(report: Path) -> Mapping[str, str]:
    """What the tests see: no token, and no environment of others; where pytest runs, it reports to a file."""
    variables = without_tokens(os.environ)
    variables.pop("UV_PROJECT_ENVIRONMENT", None)
    asked = f"{variables.get('PYTEST_ADDOPTS', '')} --junit-xml={shlex.quote(str(report))}".strip()
    return {**variables, "PYTEST_ADDOPTS": asked}


def _ran(words: tuple[str, ...], folder: Path, variables: Mapping[str, str], patience: float) -> Ran | Unseen:
    try:
        ran = run(words, folder, variables, patience)
    except OSError as error:
        return Unseen(f"{words[0]} cannot run ({error.strerror})", "install it, or say another: --test COMMAND")
    return ran or Unseen(f"{shlex.join(words)} took longer than {patience:.0f} s", "leave tests out: --no-tests")


def _last(ran: Ran) -> str:
    *_, last = [f"exit code {ran.code}", *filter(None, map(str.strip, ran.err.splitlines()))]
    return last


def _failed(report: Path) -> Iterator[str]:
    """The names of tests that failed, or could not begin, as pytest reports them."""
    if not report.exists():
        return
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314
        if case.find("failure") is not None or case.find("error") is not None:
            yield "::".join(filter(None, (case.get("classname"), case.get("name"))))
