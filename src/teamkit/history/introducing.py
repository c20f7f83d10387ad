"""Which commit brought a version of a file to branches."""

from collections.abc import Collection, Mapping
from pathlib import Path

from teamkit.history.git import ask


def introduced(root: Path, heads: Collection[str], other: str, paths: Collection[str]) -> Mapping[tuple[str, str], str]:
    """The first commit of `heads` without `other` after which one of these paths has a blob."""
    if not (heads and paths):
        return {}
    options = ("--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=AM", "--no-show-signature")
    logged = ask(
        root, "log", *options, "--format=%x01%H", *heads, "--not", other, "--", *(f":(literal){path}" for path in paths)
    )
    found: dict[tuple[str, str], str] = {}
    for entry in logged.split("\x01")[1:]:
        commit, *words = (word.lstrip("\n") for word in entry.split("\0") if word)
        versions = zip(words[::2], words[1::2], strict=True)
        found |= {(path, raw.split()[3]): commit for raw, path in versions}
    return found
