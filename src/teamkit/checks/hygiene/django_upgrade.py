"""Reports code that a newer Django says in another way."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.others import green, red, told, unknown
from teamkit.checks.portrait.topics import VERSIONS
from teamkit.checks.wording import counted, some
from teamkit.findings import Finding, Unseen

TOOL = "django-upgrade"


def judge(facts: Facts) -> Iterator[Finding]:
    """A report of the files that the tool would rewrite."""
    said = told(CHECK, facts)
    if isinstance(said, Unseen):
        yield CHECK.cannot_tell(f"{TOOL} was not asked: {said.why}", mend=said.mend)
    elif said:
        paths = [str(each.where or each.what) for each in said]
        yield CHECK.reports(f"it would rewrite {counted(len(paths), 'file')}: {some(paths)}")


CHECK = Check(
    name=TOOL,
    title="No code waits for a tool to bring it to this Django.",
    looks_at="Which files django-upgrade would rewrite for the Django that is here, where it is installed.",
    why="What is deprecated is gone with the version after the next one.",
    mend="`git ls-files -z '*.py' | xargs -0 django-upgrade --target-version VERSION`",
    run=judge,
    needs=("portrait",),
    report_only=True,
    topic=VERSIONS,
    effort="an hour, and a review",
    red=red(TOOL),
    green=green(TOOL),
    unknown=unknown(TOOL),
)
