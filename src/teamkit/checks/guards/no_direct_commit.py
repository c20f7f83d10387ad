"""Guards that nobody commits to a branch that lasts."""

from collections.abc import Iterator

from teamkit.checks.branching.fixtures import GITHUB_FLOW, NOWHERE, ahead, asking, on
from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.checks.wording import some
from teamkit.findings import Finding, Unseen
from teamkit.history.branches import Flow
from teamkit.history.kinds import people


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for what was committed to a lasting branch, or is about to be."""
    here = facts.current or NOWHERE
    if isinstance(here, Unseen):
        yield CHECK.cannot_tell(f"nobody could tell which branches last: {here.why}", mend=here.mend)
    elif here.branch and here.ahead:
        number, branch = len(here.ahead.commits), here.ahead.of
        what = f"{here.branch} has {number} commit{'' if number == 1 else 's'} of its own: {some(here.ahead.commits)}"
        command = f"{away(here.flow, here.branch)} && git branch --force {branch.name} {branch}"
        yield CHECK.fails(what, mend=f"take all to another branch, what is not committed too: `{command}`")
    elif here.branch and here.is_committing:
        mend = f"take what is staged to another branch: `{away(here.flow, here.branch)}`"
        yield CHECK.fails(f"{here.branch} takes no commits", mend=mend)


def away(flow: Flow, lasting: str) -> str:
    """The command that begins what people begin on a lasting branch."""
    return f"git switch --create {next(kind.sample for kind in people(flow).values() if kind.begins == lasting)}"


CHECK = Check(
    name="no-direct-commit",
    title="Nobody commits to a branch that lasts.",
    looks_at="Of production and of the working branch, when one is checked out: whether something is staged, and the "
    "commits that its remote lacks and that are on no other branch. The first commit of a repository and merges pass.",
    why="A commit that was on no branch of its own was read by nobody, and the forge refuses to take it.",
    mend="take it to a branch of its own with `git switch --create <branch>`",
    run=judge,
    needs=("current",),
    red=(
        on("main", is_committing=True),
        on("develop", is_committing=True),
        on("main", GITHUB_FLOW, is_committing=True),
        on("develop", ahead=ahead("develop", "1a2b3c4 Add prices")),
    ),
    green=(on("develop"), on("main"), on("feature/prices"), on(None), asking("feature/prices", "develop")),
    unknown=(given(current=None), given(current=NOWHERE)),
)
