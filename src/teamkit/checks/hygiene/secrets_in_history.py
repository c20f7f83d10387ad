"""Guards that no secret stands in an old version of a file."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.facts import Past
from teamkit.checks.portrait.fixtures import UNPAINTED, a_secret, painted
from teamkit.checks.portrait.looking import portrait
from teamkit.checks.portrait.topics import SECRETS
from teamkit.checks.wording import counted, some
from teamkit.findings import Finding, Unseen

UNASKED = Unseen("nobody looked through history", "`teamkit audit --history`, which takes its time")


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each secret with the commit that brought it, and one for all that may be made up."""
    seen = portrait(facts)
    past = seen if isinstance(seen, Unseen) else UNASKED if seen.past is None else seen.past
    if isinstance(past, Unseen):
        yield CHECK.cannot_tell(f"nobody can tell what history holds: {past.why}", mend=past.mend)
        return
    for each in past:
        if each.secret.is_certain:
            what = f"a {each.secret.kind} in commit {each.commit[:10]} (mark {each.secret.mark})"
            yield CHECK.fails(what, each.secret.where, identity=each.secret.mark)
    if doubtful := [f"{each.secret.where} in {each.commit[:10]}" for each in past if not each.secret.is_certain]:
        what = f"{counted(len(doubtful), 'text')} in tests and examples may be real secrets: {some(doubtful)}"
        yield CHECK.cannot_tell(what, mend="ask whoever wrote them")


_REAL, _MADE_UP = (Past(a_secret(is_certain=certain), "1" * 40) for certain in (True, False))

CHECK = Check(
    name="secrets-in-history",
    title="No secret stands in an old version of a file.",
    looks_at="With `--history`, every version of every file that a branch or a tag reaches, as `secrets` does.",
    why="A line that was removed is still in every clone.",
    mend="replace the secret where it is used; rewriting history helps only those who have no clone yet",
    run=judge,
    needs=("portrait",),
    topic=SECRETS,
    effort="an hour for each secret",
    red=(painted(past=(_REAL,)),),
    green=(painted(past=()),),
    unknown=(*UNPAINTED, painted(), painted(past=(_MADE_UP,))),
)
