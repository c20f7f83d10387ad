"""Run what changes a repository, and tell what refuses it in one line."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from teamkit.findings import Refusal
from teamkit.forges.addresses import without_password
from teamkit.history.git import command, environment

_IN_THE_WAY = re.compile(r"^\t(.+)$", re.MULTILINE)
_REMOTE = re.compile(r"^remote:(?! *error: hook declined) *(.*?) *$", re.MULTILINE)
_NAMELESS = ("tell me who you are", "empty ident", "auto-detect")
_SAID = re.compile(r"^(?:fatal|error): (.+)$", re.MULTILINE)
NAMELESS = "git does not know who you are; tell it: git config user.name NAME, git config user.email ADDRESS"


def git(root: Path, *arguments: str) -> str:
    """What git prints while it changes something. Raises Refusal with its reason, or that of the other side."""
    done = _run(command(*arguments), root, environment())
    if done.returncode != 0:
        raise Refusal(reason(os.fsdecode(done.stderr)))
    return os.fsdecode(done.stdout)


def commitizen(root: Path, *arguments: str) -> str:
    """What commitizen prints in a folder. Raises Refusal with its last line."""
    done = _run([sys.executable, "-P", "-m", "commitizen", *arguments], root, environment() | {"NO_COLOR": "1"})
    if done.returncode != 0:
        *_, last = ["commitizen failed", *os.fsdecode(done.stderr).strip().splitlines()]
        raise Refusal(f"commitizen says: {last}")
    return os.fsdecode(done.stdout)


def reason(said: str) -> str:
    """Why git, or a hook on the other side, did not do something, with what to do, and without a password."""
    said = without_password(said)
    if "[remote rejected]" in said:
        words = " ".join(line for line in _REMOTE.findall(said) if line)
        return f"the server refused it: {words or _last(said)}"
    if "[rejected]" in said:
        return "the server has commits of it that you lack; take them first: git pull --rebase"
    if "would be overwritten" in said:
        paths = ", ".join(_IN_THE_WAY.findall(said))
        mend = "commit that, or put it aside: git stash --include-untracked"
        return f"what is not committed in {paths} stands in the way, and nothing was changed; {mend}"
    return NAMELESS if any(words in said for words in _NAMELESS) else _last(said)


def _last(said: str) -> str:
    return next(iter(_SAID.findall(said)), said.strip() or "git failed")


def _run(words: list[str], root: Path, variables: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(words, cwd=root, env=variables, capture_output=True, check=False)
