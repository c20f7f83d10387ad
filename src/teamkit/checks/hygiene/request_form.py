"""Guards that a request is asked the same questions each time."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, painted
from teamkit.checks.portrait.together import lacking
from teamkit.checks.portrait.topics import PEOPLE
from teamkit.findings import Finding


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding where several people work without a form."""
    people = lacking(CHECK, facts, "a form", lambda seen: seen.form)
    if isinstance(people, Finding):
        yield people
    elif people:
        yield CHECK.fails("this repository has no form of its own for requests")


CHECK = Check(
    name="request-form",
    title="A request is asked the same questions each time.",
    looks_at="The places where GitHub, GitLab and Azure look for a form in the repository, where several people worked "
    "in the last 90 days. A form that a whole organisation shares cannot be seen from here.",
    why="Without questions a request does not say what it changes, how it was tried, and what may break.",
    mend="write five questions into .github/pull_request_template.md or .gitlab/merge_request_templates/Default.md",
    run=judge,
    needs=("portrait",),
    topic=PEOPLE,
    effort="minutes",
    red=(painted(form=None),),
    green=(painted(), painted(form=None, people=1)),
    unknown=(*UNPAINTED, painted(form=None, people=None)),
)
