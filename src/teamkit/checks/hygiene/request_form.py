"""Guards that a request is asked the same questions each time."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, painted
from teamkit.checks.portrait.looking import portrait
from teamkit.checks.portrait.topics import PEOPLE
from teamkit.findings import Finding, Unseen

CUT_OFF = Unseen("history is cut off, so nobody can tell how many people work here", "git fetch --unshallow")


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding where several people work without a form."""
    seen = portrait(facts)
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody looked for a form: {seen.why}", mend=seen.mend)
    elif seen.form:
        return
    elif seen.people is None:
        yield CHECK.cannot_tell(CUT_OFF.why, mend=CUT_OFF.mend)
    elif seen.people > 1:
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
