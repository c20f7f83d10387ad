"""What the checks share that pass on what another tool says."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.facts import Told
from teamkit.checks.portrait.fixtures import UNPAINTED, painted
from teamkit.checks.portrait.looking import portrait
from teamkit.findings import Finding, Place, Unseen

SAID = (Told("something is wrong", Place("there", 1)),)


def told(check: Check, facts: Facts) -> tuple[Told, ...] | Unseen:
    """What the tool that a check is named after says, or why nobody knows."""
    seen = portrait(facts)
    if isinstance(seen, Unseen):
        return seen
    return seen.tools.get(check.name, Unseen("not installed", f"install {check.name}, or look by hand"))


def failures(check: Check, facts: Facts) -> Iterator[Finding]:
    """A failure for each thing that the tool says, and a doubt for each that it could not look at."""
    said = told(check, facts)
    if isinstance(said, Unseen):
        yield check.cannot_tell(f"{check.name} was not asked: {said.why}", mend=said.mend)
    else:
        yield from ((check.fails if each.is_known else check.cannot_tell)(each.what, each.where) for each in said)


def red(tool: str) -> tuple[Facts, ...]:
    """Facts in which a tool says something."""
    return (painted(tools={tool: SAID}),)


def green(tool: str) -> tuple[Facts, ...]:
    """Facts in which a tool says nothing."""
    return (painted(tools={tool: ()}),)


def unknown(tool: str) -> tuple[Facts, ...]:
    """Facts in which nobody asked a tool."""
    return (*UNPAINTED, painted(), painted(tools={tool: Unseen("it took too long", "run it by hand")}))


def doubtful(tool: str) -> Facts:
    """Facts in which a tool could not look at something."""
    return painted(tools={tool: (Told("could not look", is_known=False),)})
