"""Ask git, and turn its refusals into ours."""

import os
import re
import subprocess
from pathlib import Path

from teamkit.findings import Refusal, Unseen

_OF_A_HOOK = (
    *(
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_COMMON_DIR",
        "GIT_PREFIX",
        "GIT_NAMESPACE",
        "GIT_SHALLOW_FILE",
    ),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
)
QUIET = {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
_PATIENCE = {"GIT_HTTP_LOW_SPEED_LIMIT": "1000", "GIT_HTTP_LOW_SPEED_TIME": "30"}
"""Git gives up on a server after so many seconds below so many bytes a second, unless the environment says more."""
_OLDEST = 2, 38
"""The first git that merges without a work tree."""
_UNKNOWN = re.compile(r"usage: git |unknown (?:option|switch)|unrecognized argument")
_NEWER = "get {}.{} or a newer one: https://git-scm.com/downloads".format(*_OLDEST)
_UNREADABLE = re.compile(r"unable to read |could not fetch ")
_PARTIAL = "fetch what this partial clone left at its remote: git fetch --refetch --no-filter"
_DAMAGED = "see what else is missing: git fsck --connectivity-only"


class BlindError(Refusal):
    """Git cannot look at what it was asked for, until somebody does something about it."""

    def __init__(self, why: str, mend: str) -> None:
        """Say why, and what to do."""
        super().__init__(f"{why}; {mend}")
        self.unseen = Unseen(why, mend)


def command(*arguments: str) -> list[str]:
    """A command line of git that prints names as they are."""
    return ["git", "-c", "core.quotePath=false", *arguments]


def environment() -> dict[str, str]:
    """The environment in which git answers in English, takes no locks, and waits for no server that is silent."""
    return {**_PATIENCE, **os.environ, **QUIET}


def forget_caller() -> None:
    """Forget the repository and the index of the hook that calls us, which git would take for every other's."""
    for name in _OF_A_HOOK:
        os.environ.pop(name, None)


def ask(root: Path, *arguments: str, given: str = "") -> str:
    """What git prints when `given` this to read.

    Raises Refusal where git is missing, or as `refusal` says.
    """
    try:
        done = subprocess.run(
            command(*arguments),
            cwd=root,
            env=environment(),
            input=os.fsencode(given),
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise Refusal("git is missing: install it, see https://git-scm.com/downloads") from None
    if done.returncode != 0:
        raise refusal(root, os.fsdecode(done.stderr) or f"git {arguments[0]} failed")
    return os.fsdecode(done.stdout)


def refusal(root: Path, said: str) -> Refusal:
    """What git's last words come to: its own reason, a BlindError where it lacks contents or is too old."""
    lines = said.strip().splitlines() or ["git failed"]
    fatal = [line for line in lines if line.startswith("fatal: ")]
    reason = (fatal or lines)[-1].removeprefix("fatal: ")
    if _UNREADABLE.match(reason):
        objects = root / ask(root, "rev-parse", "--git-path", "objects").strip()
        return BlindError(reason, _PARTIAL if any(objects.glob("pack/*.promisor")) else _DAMAGED)
    if _UNKNOWN.search(said) and (version := _version(root)) < _OLDEST:
        return BlindError("git {}.{} is too old for this".format(*version), _NEWER)
    return Refusal(reason)


def _version(root: Path) -> tuple[int, int]:
    major, minor, *_ = map(int, re.findall(r"\d+", ask(root, "version")))
    return major, minor


def top(folder: Path) -> Path:
    """The root of the repository that a folder is in, a bare clone itself. Raises Refusal outside of any."""
    if not folder.is_dir():
        raise Refusal(f"{folder} is not a folder; name a repository")
    return Path(ask(folder, "rev-parse", "--absolute-git-dir" if is_bare(folder) else "--show-toplevel").strip())


def is_bare(folder: Path) -> bool:
    """Whether a repository has history and no files."""
    return ask(folder, "rev-parse", "--is-bare-repository").strip() == "true"


def is_shallow(root: Path) -> bool:
    """Whether history is cut off, so that what it lacks says nothing."""
    return ask(root, "rev-parse", "--is-shallow-repository").strip() == "true"
