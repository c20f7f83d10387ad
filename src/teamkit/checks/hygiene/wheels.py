"""Reports packages that run code of their own while they are installed."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, WELL, painted
from teamkit.checks.portrait.looking import portrait
from teamkit.checks.portrait.topics import VERSIONS
from teamkit.checks.wording import counted, some
from teamkit.dependencies.model import Dependencies
from teamkit.findings import Finding, Unseen


def judge(facts: Facts) -> Iterator[Finding]:
    """A report of the packages without a wheel, where a lock file says which those are."""
    seen = portrait(facts)
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody can tell: {seen.why}", mend=seen.mend)
    elif not seen.dependencies.locked:
        what = "no lock file says which packages come without a wheel"
        yield CHECK.cannot_tell(what, mend="lock them with uv, Poetry or PDM")
    elif several := seen.dependencies.unbuilt:
        where = seen.lock.where if seen.lock else None
        yield CHECK.reports(f"{counted(len(several), 'package')} without a wheel: {some(several)}", where)


CHECK = Check(
    name="wheels",
    title="Packages are installed without being built.",
    looks_at="Whether the lock file has a wheel of each package.",
    why="What has no wheel runs its own code while it is installed, and may need a compiler.",
    mend="ask for a version that has one, or take another package",
    run=judge,
    needs=("portrait",),
    report_only=True,
    topic=VERSIONS,
    effort="an hour for each package",
    red=(painted(dependencies=Dependencies(locked={"odd": "1"}, unbuilt=("odd",))),),
    green=(painted(dependencies=WELL.dependencies),),
    unknown=(*UNPAINTED, painted(dependencies=Dependencies())),
)
