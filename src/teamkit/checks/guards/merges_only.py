"""Guards that production changes by merges alone."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.checks.wording import some
from teamkit.findings import Finding, Unseen
from teamkit.history.received import Received

UNSEEN = Unseen("nobody read the history", "run `teamkit check merges-only` in a clone of the repository")


def judge(facts: Facts) -> Iterator[Finding]:
    """One finding for all commits that production received by no merge."""
    seen = facts.received or UNSEEN
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody could look how production changed: {seen.why}", mend=seen.mend)
    elif seen.commits:
        number = f"{len(seen.commits)} commit{'' if len(seen.commits) == 1 else 's'}"
        what = f"{seen.production} received {number} by no merge since {seen.since}: {some(seen.commits)}"
        yield CHECK.fails(what)


CHECK = Check(
    name="merges-only",
    title="Production changes by merges alone.",
    looks_at="Under GitFlow what the remote's production received since its newest version, before the first one since "
    "team.yml reached it. Under GitHub flow nobody can tell a squashed request from a direct commit: it always passes.",
    why="What was pushed to production past a request was read by nobody, and a squash hides what a release brought.",
    mend="let the forge refuse it: `teamkit protect apply`; what is there counts no more after the next version",
    run=judge,
    is_news=True,
    needs=("received",),
    red=(given(received=Received("origin/main", ("1a2b3c4 Stop a loop (Ada)",), "v1.2.0")),),
    green=(given(received=Received("origin/main")),),
    unknown=(given(), given(received=Unseen("the history is cut off", "git fetch --unshallow"))),
)
