"""Guards that Python still gets security fixes."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.ends import PYTHON, Support, standing
from teamkit.checks.portrait.fixtures import UNPAINTED, painted
from teamkit.checks.portrait.looking import portrait
from teamkit.checks.portrait.topics import VERSIONS
from teamkit.findings import Finding, Place, Unseen
from teamkit.projects.model import Said

UNSAID = Unseen("no file says which", "pin it where production is built, as in a Dockerfile or .python-version")


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding where the version that production is built with gets no fixes."""
    seen = portrait(facts)
    said = seen if isinstance(seen, Unseen) else seen.python or UNSAID
    if isinstance(said, Unseen):
        yield CHECK.cannot_tell(f"nobody can tell which Python production has: {said.why}", mend=said.mend)
        return
    found = standing(said.value, PYTHON, facts.today)
    if found.support is Support.NOTHING:
        yield CHECK.fails(f"Python {said.value} gets no security fixes since {found.until}", said.where)
    elif found.support is not Support.FIXES:
        yield CHECK.cannot_tell(f"Python {said.value} gets {found.support}", said.where, UNSAID.mend)


_IMAGE = Place("Dockerfile", 1)

CHECK = Check(
    name="python-supported",
    title="Python still gets security fixes.",
    looks_at="The version of the image that production is built on, or that a file pins, else those that the project "
    "allows, beside the dates of Python's developer guide.",
    why="A hole in Python itself stays open, and packages stop to support it one after the other.",
    mend="build on the next version; run the tests with `python -W error` before",
    run=judge,
    needs=("portrait",),
    topic=VERSIONS,
    effort="a day",
    red=(painted(python=Said("3.9", _IMAGE)), painted(python=Said("~3.8", Place("pyproject.toml")))),
    green=(painted(), painted(python=Said(">=3.12", Place("pyproject.toml")))),
    unknown=(
        *UNPAINTED,
        painted(python=None),
        painted(python=Said(">=3.9", Place("pyproject.toml"))),
        painted(python=Said("3.99", _IMAGE)),
    ),
)
