"""What the branch of an adoption is called, under each branching model."""

import re
from collections.abc import Collection

from teamkit.history.branches import Flow
from teamkit.history.kinds import people

_KINDS = ("chore", "feature")


def named(flow: Flow, verb: str, what: Collection[str]) -> str:
    """A branch for a chore, of the kind that the flow has for it."""
    kind = next(kind for kind in _KINDS if kind in people(flow))
    words = "-".join(what) or "the-layer"
    return f"{kind}/{verb}-{re.sub('[^a-z0-9]+', '-', words.lower()).strip('-')}"
