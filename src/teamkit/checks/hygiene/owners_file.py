"""Guards that a request finds whoever knows that code."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, painted
from teamkit.checks.portrait.together import lacking
from teamkit.checks.portrait.topics import PEOPLE
from teamkit.findings import Finding


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding where several people work and no file says who owns what."""
    people = lacking(CHECK, facts, "owners", lambda seen: seen.owners)
    if isinstance(people, Finding):
        yield people
    elif people:
        yield CHECK.fails(f"{people} people work here, and no file says who owns what", identity="no owners")


CHECK = Check(
    name="owners-file",
    title="A request finds whoever knows that code.",
    looks_at="CODEOWNERS where GitHub and GitLab read it, where several people worked in the last 90 days.",
    why="Reviews go to whoever is free, and what only one person knows leaves with that person.",
    mend="write team.yml and let `teamkit team sync` write the owners file: docs/how-to/add-the-layer.md",
    run=judge,
    needs=("portrait",),
    topic=PEOPLE,
    effort="an afternoon of talking, minutes of writing",
    red=(painted(owners=None),),
    green=(painted(), painted(owners=None, people=1)),
    unknown=(*UNPAINTED, painted(owners=None, people=None)),
)
