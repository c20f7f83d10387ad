"""Guards that there are tests."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, painted
from teamkit.checks.portrait.looking import portrait
from teamkit.checks.portrait.topics import TESTS
from teamkit.findings import Finding, Unseen


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding where no file of the repository has a test."""
    seen = portrait(facts)
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody can tell whether there are tests: {seen.why}", mend=seen.mend)
    elif not any(seen.tests.values()):
        yield CHECK.fails("no file has a test")


CHECK = Check(
    name="tests",
    title="There are tests.",
    looks_at="Functions in Python files whose names begin with `test`, where Django's runner and pytest look for them.",
    why="Nobody can upgrade, refactor or review what nothing proves to work.",
    mend="begin with the pages that earn money: one test each that they answer",
    run=judge,
    needs=("portrait",),
    topic=TESTS,
    effort="days, and a habit",
    red=(painted(tests={}), painted(tests={"shop/tests.py": 0})),
    green=(painted(),),
    unknown=UNPAINTED,
)
