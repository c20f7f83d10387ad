"""Guards that a request goes where its kind of branch may go."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from teamkit.checks.branching.fixtures import GITHUB_FLOW, NOWHERE, asking, on
from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.findings import Finding, Unseen
from teamkit.forges.pipelines import UnderTest
from teamkit.history.branches import Flow
from teamkit.history.kinds import people, targets


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for a request to a branch that its own kind does not go to. Outside of a pipeline there is none."""
    here, request = facts.current or NOWHERE, facts.under_test
    if not request:
        return
    if isinstance(here, Unseen):
        yield CHECK.cannot_tell(f"nobody could tell where branches go: {here.why}", mend=here.mend)
    elif request.source == here.flow.working:
        yield CHECK.fails(f'"{request.source}" goes nowhere as a whole', mend=f"start from it: `{starting(here.flow)}`")
    else:
        goes = targets(here.flow, request.source)
        if goes and not any(fnmatchcase(request.target, pattern) for pattern in goes):
            what = f'"{request.source}" may not go to "{request.target}"'
            yield CHECK.fails(what, mend=f"change the target of the request to {' or '.join(goes)}")


def starting(flow: Flow) -> str:
    """The command that begins what takes the working branch further."""
    kind = people(flow)["release" if flow.is_gitflow else "feature"]
    return f"git switch --create {kind.sample} {kind.begins}"


CHECK = Check(
    name="target",
    title="A request goes where its kind of branch may go.",
    looks_at="The source and the target of the request that a pipeline runs for. Under GitFlow only releases and "
    "hotfixes go to production, production comes back to develop, and all else goes to develop; fixes and what comes "
    "back may go to an open release too. What reverts a request goes where that one went.",
    why="What reaches production past a release was tried with nothing else, and what misses develop is lost.",
    mend="change the target of the request",
    run=judge,
    needs=("current", "under_test"),
    red=(
        asking("feature/sign-in", "main"),
        asking("release/1.2.0", "develop"),
        asking("develop", "main"),
        asking("main", "release/1.2.0"),
        asking("backmerge/1.2.1", "main"),
        asking("revert-12-hotfix/loop", "develop"),
        asking("feature/sign-in", "develop", GITHUB_FLOW),
    ),
    green=(
        on("feature/sign-in"),
        asking("feature/sign-in", "develop"),
        asking("hotfix/loop", "main"),
        asking("main", "develop"),
        asking("backmerge/1.2.1", "release/1.3.0"),
        asking("revert-12-hotfix/loop", "main"),
        asking("revert-1a2b3c4d", "main"),
        asking("sign-in", "main"),
        asking("fix/loop", "main", GITHUB_FLOW),
    ),
    unknown=(given(current=NOWHERE, under_test=UnderTest(7, "feature/sign-in", "develop")),),
)
