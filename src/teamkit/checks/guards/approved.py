"""Guards that somebody else than its author approved the request that a pipeline runs for.

Only approvals of what the request holds now count. GitLab's free plan neither asks for approvals nor takes them back
when commits are added, so there this check does both; where the forge's own rule does it, this one only repeats it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.checks.migrating.fixtures import THEN, a_request
from teamkit.findings import Finding, Unseen
from teamkit.forges.model import Act, Request, Review
from teamkit.forges.pipelines import UnderTest

UNASKED = Unseen("nobody asked the forge", "set GITHUB_TOKEN or GITLAB_TOKEN to a token that may read requests")


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding where nobody else approved the request."""
    if facts.under_test is None:
        mend = "run it in the pipeline of a request"
        yield CHECK.cannot_tell("this run is for no request, so there is nothing to approve", mend=mend)
        return
    request = UNASKED if facts.tested is None else facts.tested
    if isinstance(request, Unseen):
        what = f"nobody could look who approved request {facts.under_test.number}: {request.why}"
        yield CHECK.cannot_tell(what, mend=request.mend)
        return
    approvals = tuple(approving(request))
    if any(review.is_current for review in approvals):
        return
    names = ", ".join(f"@{review.author}" for review in approvals)
    earlier = f"; {names} did so before commits were added" if names else ""
    yield CHECK.fails(f"nobody but its author approved what request {request.number} holds now{earlier}")


def approving(request: Request) -> Iterator[Review]:
    """The approvals of people that they did not take back or follow by asking for changes."""
    said = sorted(request.reviews, key=lambda review: review.at)
    opinions = {review.author: review for review in said if review.act is not Act.COMMENTED}
    yield from (each for each in opinions.values() if each.author and not each.is_bots and each.act is Act.APPROVED)


_RUN = UnderTest(7, "feature/there", "develop")
_APPROVAL = Review("ada", Act.APPROVED, THEN)
_REFUSAL = Review("ada", Act.ASKED, THEN + timedelta(hours=1))


def _given(*reviews: Review) -> Facts:
    return given(under_test=_RUN, tested=a_request(reviews=reviews))


CHECK = Check(
    name="approved",
    title="Somebody else than its author approved the request.",
    looks_at="The reviews of the request that a pipeline runs for. The last word of each person counts, a bot's does "
    "not, and neither does an approval that is older than the last commit. It needs a token that may read reviews: a "
    "job's own token of GitLab may not.",
    why="What only its author has read has the mistakes that its author does not see.",
    mend="let somebody else approve the request on the forge, then run this job again",
    run=judge,
    only_named=True,
    needs=("under_test", "tested"),
    red=(
        _given(),
        _given(replace(_APPROVAL, act=Act.COMMENTED)),
        _given(replace(_APPROVAL, is_bots=True)),
        _given(replace(_APPROVAL, author=None)),
        _given(replace(_APPROVAL, is_current=False)),
        _given(_REFUSAL, _APPROVAL),
    ),
    green=(
        _given(_APPROVAL),
        _given(replace(_REFUSAL, at=THEN), replace(_APPROVAL, at=_REFUSAL.at)),
        _given(_APPROVAL, replace(_REFUSAL, author="alan")),
    ),
    unknown=(
        given(),
        given(under_test=_RUN),
        given(under_test=_RUN, tested=Unseen("GITLAB_TOKEN is not set", "set it")),
    ),
)
