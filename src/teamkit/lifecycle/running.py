"""Run programs that are not ours, which see no token."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from teamkit.forges.kinds import GITHUB, GITLAB


@dataclass(frozen=True)
class Ran:
    """What a program printed, and the code that it ended with."""

    code: int
    out: str
    err: str


def without_tokens(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables that hold no token, as they were before the environment of this tool was put in front of them."""
    tokens = {variables[name] for kind in (GITHUB, GITLAB) for name in kind.token_variables if variables.get(name)}
    kept = {
        name: value
        for name, value in variables.items()
        if "TOKEN" not in name.upper() and not any(token in value for token in tokens)
    }
    kept.pop("VIRTUAL_ENV", None)
    own = {Path(sys.prefix, "bin"), Path(sys.prefix, "Scripts")}
    places = (place for place in kept.get("PATH", "").split(os.pathsep) if Path(place) not in own)
    return {**kept, "PATH": os.pathsep.join(places), "PYTHONDONTWRITEBYTECODE": "1"}


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], patience: float) -> Ran | None:
    """Run a program in a folder; None where it took longer than `patience`. Raises OSError where there is none."""
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        try:
            out, err = (text.decode(errors="replace") for text in running.communicate(timeout=patience))
        except subprocess.TimeoutExpired:
            _end(running)
            return None
        except BaseException:
            _end(running)
            raise
    return Ran(running.returncode, out, err)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End a process, and where that is possible whatever it began."""
    if sys.platform == "win32":
        running.kill()
    else:
        os.killpg(running.pid, signal.SIGKILL)
