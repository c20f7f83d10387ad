"""Guards that the name of a branch says of which kind it is."""

import shlex
from collections.abc import Iterator

from teamkit.checks.branching.fixtures import GITHUB_FLOW, NOWHERE, asking, on
from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.findings import Finding, Unseen
from teamkit.history.kinds import better_name, kind_of, people


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for the branch of the request under test, else for the one that is checked out."""
    here = facts.current or NOWHERE
    if isinstance(here, Unseen):
        yield CHECK.cannot_tell(f"nobody could tell which kinds of branch there are: {here.why}", mend=here.mend)
        return
    name = facts.under_test.source if facts.under_test else here.branch
    if not name or name in here.flow.lasting or kind_of(here.flow, name):
        return
    forms = ", ".join(f"{kind}/…" for kind in people(here.flow))
    command = shlex.join(["git", "branch", "-m", name, better_name(here.flow, name)])
    then = "; then push it and ask anew" if facts.under_test else ""
    yield CHECK.fails(f'the branch "{name}" is of no kind: {forms}', mend=f"rename it: `{command}`{then}")


CHECK = Check(
    name="branch-name",
    title="The name of a branch says of which kind it is.",
    looks_at="The branch that is checked out, in a pipeline that of the request: a kind of the team's model, a slash, "
    "and words in lower case with hyphens, a ticket's key first if there is one; of a release its version. Branches "
    "that last, bots, and what a forge's button makes to revert have names of their own.",
    why="Where a branch may go, and what is checked on it, follows from its name.",
    mend="rename it with `git branch -m <old> <new>`",
    run=judge,
    needs=("current", "under_test"),
    red=(
        on("sign-in"),
        on("Feature/sign_in"),
        on("release/next"),
        on("bugfix/total", GITHUB_FLOW),
        asking("feature/", "develop"),
    ),
    green=(
        on("feature/ABC-12-sign-in"),
        on("release/1.2.0"),
        on("main"),
        on(None),
        on("fix/total", GITHUB_FLOW),
        on("dependabot/uv/Django_6.1.4"),
        on("revert-12-feature/sign-in"),
        asking("revert-1a2b3c4d", "develop"),
    ),
    unknown=(given(current=None), given(current=NOWHERE)),
)
