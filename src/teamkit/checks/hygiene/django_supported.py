"""Guards that Django still gets security fixes."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.ends import DJANGO, Support, standing
from teamkit.checks.portrait.fixtures import UNPAINTED, painted, wishing
from teamkit.checks.portrait.looking import of_django
from teamkit.checks.portrait.topics import VERSIONS
from teamkit.dependencies.model import Dependencies
from teamkit.findings import Finding, Unseen


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding where the version that is locked, or every one that is allowed, gets no fixes."""
    seen = of_django(facts)
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody can tell which Django this is: {seen.why}", mend=seen.mend)
        return
    words, found = seen.django, standing(seen.django, DJANGO, facts.today)
    if found.support is Support.NOTHING:
        yield CHECK.fails(f"Django {words} gets no security fixes since {found.until}", identity=found.line)
    elif found.support is Support.UNKNOWN:
        what = f"nobody knows until when Django {words} gets fixes" if words else "no file says which Django this is"
        yield CHECK.cannot_tell(what, mend="lock it, or update teamkit")
    elif found.support is Support.EITHER and seen.sites:
        yield CHECK.cannot_tell(f"Django {words} may be one that gets no fixes any more", mend="lock it")


CHECK = Check(
    name="django-supported",
    title="Django still gets security fixes.",
    looks_at="The version in the lock file, else those that the project allows, beside the dates that Django's own "
    "page of supported versions names.",
    why="The next hole is published with its recipe, and no fix comes for this version.",
    mend="upgrade one version after the other, with `python -W error manage.py test` in between; django-upgrade "
    "rewrites what is deprecated",
    run=judge,
    needs=("portrait",),
    topic=VERSIONS,
    effort="days for each long-term version that lies between",
    red=(
        painted(dependencies=Dependencies(locked={"django": "4.1.13"})),
        wishing("==3.2.25"),
        wishing("~4.1"),
    ),
    green=(painted(), wishing(">=5.2,<6"), wishing(">=4.2", sites=())),
    unknown=(
        *UNPAINTED,
        painted(dependencies=Dependencies(), sites=()),
        painted(dependencies=Dependencies()),
        painted(dependencies=Dependencies(locked={"django": "7.3"})),
        wishing(">=4.2"),
    ),
)
