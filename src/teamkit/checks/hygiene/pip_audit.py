"""Guards that no package has a hole that is known."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.others import doubtful, failures, green, red, unknown
from teamkit.checks.portrait.topics import VERSIONS
from teamkit.findings import Finding

TOOL = "pip-audit"


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each thing that the tool says."""
    yield from failures(CHECK, facts)


CHECK = Check(
    name=TOOL,
    title="No package has a hole that is known.",
    looks_at="What pip-audit says of the versions in the lock file, where it is installed. It asks about each package "
    "by name, so only with `--online`.",
    why="The hole is published with its recipe.",
    mend="update the package to the version that is named there",
    run=judge,
    needs=("portrait",),
    topic=VERSIONS,
    effort="minutes to days for each package",
    red=red(TOOL),
    green=green(TOOL),
    unknown=(*unknown(TOOL), doubtful(TOOL)),
)
