"""Which versions production has: tags that are numbers with dots, an optional `v` before them."""

import re
from datetime import datetime
from pathlib import Path

from teamkit.history.tagged import Tagged, tags

_NUMBER = re.compile(r"v?(\d+(?:\.\d+)+)")


def newest_version(root: Path, head: str) -> Tagged | None:
    """The version that was tagged last among the ancestors of a commit; other tags, and early versions, do not count.

    Of tags of one moment the highest number wins.
    """
    versions = (tagged for tagged in tags(root, head) if _NUMBER.fullmatch(tagged.tag))
    return max(versions, key=_order, default=None)


def _order(version: Tagged) -> tuple[datetime, tuple[int, ...]]:
    return version.at, tuple(map(int, version.tag.removeprefix("v").split(".")))
