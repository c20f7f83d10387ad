"""Guards that what an update of the template left open is decided before it is merged."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, given
from teamkit.findings import Finding, Place

FILE = ".copier-undecided.md"


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each list of what is undecided."""
    for path in facts.tree:
        if PurePosixPath(path).name == FILE:
            yield CHECK.fails(f"{path} lists what an update of the template left for somebody to decide", Place(path))


CHECK = Check(
    name="update-decided",
    title="What an update of the template left open is decided.",
    looks_at=f"Whether a `{FILE}` is there, which `teamkit update` writes beside the answers of the template.",
    why="Until somebody chooses, the project goes on without what the template changed there, and nobody remembers.",
    mend="take from each part of it what you want into its file, then delete the list: that is the decision",
    run=judge,
    red=(given(None, "api/views.py", FILE), given(None, f"shop/{FILE}")),
    green=(given(), given(None, f"docs/about{FILE}"), NOBODY),
)
