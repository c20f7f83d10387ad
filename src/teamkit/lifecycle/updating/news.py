"""What the changelog of a template says between two versions of it."""

import re

from packaging.version import InvalidVersion, Version

FILE = "CHANGELOG.md"
_HEADING = re.compile(r"^## \[?v?(?P<version>\d+(?:\.\d+)+[\w.+-]*)[^\n]*$|^## .*$", re.MULTILINE)


def news(changelog: str, before: str, after: str) -> str:
    """The sections of the versions after one, up to another, as they stand; empty where it has none of them."""
    headings = list(_HEADING.finditer(changelog))
    ends = [*(heading.start() for heading in headings), len(changelog)][1:]
    sections = (
        changelog[heading.start() : end].strip()
        for heading, end in zip(headings, ends, strict=True)
        if _is_between(heading["version"], before, after)
    )
    return "\n\n".join(sections)


def _is_between(version: str | None, before: str, after: str) -> bool:
    try:
        return Version(before) < Version(version or "") <= Version(after)
    except InvalidVersion:
        return False
