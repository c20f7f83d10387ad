"""Where a repository is fetched from."""

import re
from pathlib import Path

from teamkit.history.git import ask

_FETCH = re.compile(r"remote\..+\.fetch=")


def remotes(root: Path) -> tuple[str, ...]:
    """The address of each remote as git resolves it, origin's first. It may hold a password: never print one."""
    lines = (line.partition("\t") for line in ask(root, "remote", "--verbose").splitlines())
    fetched = {name: rest.partition(" (fetch)")[0] for name, _, rest in lines if " (fetch)" in rest}
    return tuple(fetched[name] for name in sorted(fetched, key=lambda name: name != "origin"))


def fetches_one_branch(root: Path) -> bool:
    """Whether a clone was made of a single branch, so that others may exist."""
    settings = ask(root, "config", "--list").splitlines()
    fetched = [setting for setting in settings if _FETCH.match(setting)]
    return bool(fetched) and not any("refs/heads/*" in setting for setting in fetched)
