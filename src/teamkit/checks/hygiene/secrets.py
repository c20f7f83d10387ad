"""Guards that no secret stands in the repository."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, a_secret, painted
from teamkit.checks.portrait.looking import portrait
from teamkit.checks.portrait.topics import SECRETS
from teamkit.checks.wording import counted, some
from teamkit.findings import Finding, Unseen


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each secret, and one for all that stand where such things are made up."""
    seen = portrait(facts)
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody looked for secrets: {seen.why}", mend=seen.mend)
        return
    for each in seen.secrets:
        if each.is_certain:
            yield CHECK.fails(f"a {each.kind} (mark {each.mark})", each.where, identity=each.mark)
    if doubtful := [f"{each.where} ({each.kind})" for each in seen.secrets if not each.is_certain]:
        what = f"{counted(len(doubtful), 'text')} in tests and examples may be real secrets: {some(doubtful)}"
        yield CHECK.cannot_tell(what, mend="ask whoever wrote them; what is made up may say so in its own letters")
    if seen.skipped:
        what = f"{counted(len(seen.skipped), 'file')} too large to be read, or not here: {some(seen.skipped)}"
        yield CHECK.reports(what, mend="look there by hand")


CHECK = Check(
    name="secrets",
    title="No secret stands in the repository.",
    looks_at="Every text file of up to 1 MiB: the forms of private keys and of the tokens of known services, passwords "
    "in addresses, and keys in files of settings that look random. The secret itself is never shown: a mark, which is "
    "no way back, tells one from another.",
    why="Whoever has a clone, a backup or an old laptop has the secret too.",
    mend="replace the secret where it is used, then read it from the environment; removing the line is not enough, "
    "since history keeps it",
    run=judge,
    needs=("portrait",),
    topic=SECRETS,
    effort="an hour for each secret",
    red=(painted(secrets=(a_secret(),)),),
    green=(painted(), painted(skipped=("film.mp4",))),
    unknown=(*UNPAINTED, painted(secrets=(a_secret(is_certain=False),))),
)
