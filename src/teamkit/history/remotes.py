"""Where a repository is fetched from."""

from pathlib import Path

from teamkit.history.git import ask


def remotes(root: Path) -> tuple[str, ...]:
    """The address of each remote as git resolves it, origin's first. It may hold a password: never print one."""
    lines = (line.partition("\t") for line in ask(root, "remote", "--verbose").splitlines())
    fetched = {name: rest.partition(" (fetch)")[0] for name, _, rest in lines if " (fetch)" in rest}
    return tuple(fetched[name] for name in sorted(fetched, key=lambda name: name != "origin"))
