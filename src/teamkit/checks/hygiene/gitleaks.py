"""Guards that no secret is here that another tool knows."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.others import failures, green, red, unknown
from teamkit.checks.portrait.topics import SECRETS
from teamkit.findings import Finding

TOOL = "gitleaks"


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each thing that the tool says."""
    yield from failures(CHECK, facts)


CHECK = Check(
    name=TOOL,
    title="No secret is here that gitleaks knows.",
    looks_at="What gitleaks says of the files, where it is installed; it shows no secret.",
    why="It knows far more services than this tool does.",
    mend="replace the secret where it is used; what is none goes into .gitleaksignore",
    run=judge,
    needs=("portrait",),
    topic=SECRETS,
    effort="an hour for each secret",
    red=red(TOOL),
    green=green(TOOL),
    unknown=unknown(TOOL),
)
