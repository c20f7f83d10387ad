"""What the branch of an adoption is called, under each branching model."""

import re
from collections.abc import Collection

from teamkit.history.branches import Flow
from teamkit.lifecycle.proposing import branch_name


def named(flow: Flow, verb: str, what: Collection[str]) -> str:
    """A branch for a chore, of the kind that the flow has for it."""
    words = "-".join(what) or "the-layer"
    return branch_name(f"{verb}-{re.sub('[^a-z0-9]+', '-', words.lower()).strip('-')}", flow)
