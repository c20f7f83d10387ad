"""Guards that workflows of GitHub give nothing away."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.others import failures, green, red, unknown
from teamkit.checks.portrait.topics import TESTS
from teamkit.findings import Finding

TOOL = "zizmor"


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each thing that the tool says."""
    yield from failures(CHECK, facts)


CHECK = Check(
    name=TOOL,
    title="Workflows of GitHub give nothing away.",
    looks_at="What zizmor says of them, where it is installed: of medium severity and more, offline.",
    why="A request of a stranger may run code with the repository's own rights.",
    mend="follow zizmor's page about that finding; https://docs.zizmor.sh",
    run=judge,
    needs=("portrait",),
    topic=TESTS,
    effort="minutes for each finding",
    red=red(TOOL),
    green=green(TOOL),
    unknown=unknown(TOOL),
)
