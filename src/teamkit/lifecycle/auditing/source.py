"""The repository that an audit is of: a folder, or a clone of an address for a moment."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from teamkit.findings import Refusal
from teamkit.forges.addresses import Address, parse, without_password
from teamkit.history.git import ask, command, environment, top
from teamkit.history.remotes import remotes

_ADDRESS = re.compile(r"\w[\w+.-]*://.+|(?:[\w.-]+@)?[\w.-]{2,}:(?!//).+")
_ALONE = {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true"}
_SSH = {"GIT_SSH_COMMAND": "ssh -oBatchMode=yes"}


@contextmanager
def opened(named: str) -> Iterator[Path]:
    """The root of a repository. Raises Refusal where there is none, it cannot be reached, or it has no commit."""
    if Path(named).exists() or not _ADDRESS.fullmatch(named):
        yield _with_commit(top(Path(named)), named)
        return
    with TemporaryDirectory(prefix="teamkit-", ignore_cleanup_errors=True) as folder:
        yield _with_commit(_cloned(named, Path(folder).resolve() / "clone.git"), without_password(named))


def forge_address(root: Path) -> Address | None:
    """Where a repository is on a forge, by its remotes."""
    return next(filter(None, map(parse, remotes(root))), None)


def called(root: Path) -> str:
    """The name that people use: the path on the forge, else the name of the folder."""
    address = forge_address(root)
    folder = root.parent if root.name == ".git" else root
    return address.path if address else folder.name.removesuffix(".git")


def _with_commit(root: Path, named: str) -> Path:
    try:
        ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except Refusal:
        raise Refusal(f"{named} has no commit at its HEAD; check out a branch that has one") from None
    return root


def _cloned(address: str, folder: Path) -> Path:
    asked = ("clone", "--quiet", "--bare", "--", address, str(folder))
    variables = _SSH | environment() | _ALONE
    done = subprocess.run(command(*asked), env=variables, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        *_, last = [line for line in os.fsdecode(done.stderr).splitlines() if "fatal:" in line] or ["git gave up"]
        reason = without_password(last.partition("fatal: ")[2] or last)
        raise Refusal(f"{without_password(address)} cannot be cloned ({reason}); mend the address or the network")
    return folder
