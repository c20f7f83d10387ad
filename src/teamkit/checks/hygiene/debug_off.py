"""Guards that production does not show its inside to visitors."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, UNTOLD, a_site, a_value, painted
from teamkit.checks.portrait.looking import Certainty, bad
from teamkit.checks.portrait.topics import SETTINGS
from teamkit.findings import Finding, Unseen
from teamkit.projects.expressions import is_on


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each project whose production settings turn DEBUG on."""
    for found in bad(facts, "DEBUG", is_on):
        if isinstance(found, Unseen):
            yield CHECK.cannot_tell(f"nobody can tell whether DEBUG is on: {found.why}", mend=found.mend)
        elif found.certainty is Certainty.SURE:
            yield CHECK.fails("DEBUG is on in production", found.where)
        elif found.certainty is Certainty.DEFAULT:
            yield CHECK.cannot_tell("DEBUG is on wherever the environment does not turn it off", found.where)
        else:
            yield CHECK.cannot_tell(f"nobody can tell whether DEBUG is on: {found.certainty}", found.where)


CHECK = Check(
    name="debug-off",
    title="DEBUG is off in production.",
    looks_at="`DEBUG` in the settings that production uses, with the modules that they take over, in an environment "
    "that says nothing.",
    why="An error shows settings, code and data to whoever causes it.",
    mend="turn it off there, and on only where the environment of a developer says so",
    run=judge,
    needs=("portrait",),
    topic=SETTINGS,
    effort="minutes",
    red=(painted(sites=(a_site(DEBUG=a_value(value=True)),)),),
    green=(
        painted(),
        painted(sites=(a_site(DEBUG=a_value(value=False)),)),
        painted(sites=(a_site(DEBUG=a_value("False", asks=True)),)),
    ),
    unknown=(
        *UNPAINTED,
        painted(sites=(UNTOLD,)),
        painted(sites=(a_site(DEBUG=a_value(None, is_known=False)),)),
        painted(sites=(a_site(DEBUG=a_value("True", asks=True)),)),
        painted(sites=(a_site(DEBUG=(a_value(value=True), a_value(value=False))),)),
        painted(sites=(a_site(is_open=True, DEBUG=a_value(value=True)),)),
    ),
)
