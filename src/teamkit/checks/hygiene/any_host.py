"""Guards that production answers to its own names alone."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, UNTOLD, a_site, a_value, painted
from teamkit.checks.portrait.looking import Certainty, bad
from teamkit.checks.portrait.topics import SETTINGS
from teamkit.findings import Finding, Unseen

ANY = "*"


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each project that answers to any name in production."""
    for found in bad(facts, "ALLOWED_HOSTS", is_any):
        if isinstance(found, Unseen):
            yield CHECK.cannot_tell(f"nobody can tell which names are allowed: {found.why}", mend=found.mend)
        elif found.certainty is Certainty.SURE:
            yield CHECK.fails("any name is allowed", found.where)
        elif found.certainty is not Certainty.COMPUTED:
            yield CHECK.cannot_tell("any name is allowed unless something else says which", found.where)


def is_any(value: object) -> bool:
    """Whether every name is among those that are allowed."""
    return isinstance(value, list | str) and ANY in value


CHECK = Check(
    name="any-host",
    title="Production answers to its own names alone.",
    looks_at="`ALLOWED_HOSTS` in the settings that production uses: whether `*` is among them.",
    why="A visitor chooses the name that stands in links of mails, such as those that reset a password.",
    mend="list the names, or read them from the environment; behind a proxy that checks them accept this finding",
    run=judge,
    needs=("portrait",),
    topic=SETTINGS,
    effort="an hour",
    red=(painted(sites=(a_site(ALLOWED_HOSTS=a_value([ANY])),)),),
    green=(
        painted(),
        painted(sites=(a_site(ALLOWED_HOSTS=a_value(["example.com"])),)),
        painted(sites=(a_site(ALLOWED_HOSTS=a_value(None, asks=True)),)),
    ),
    unknown=(
        *UNPAINTED,
        painted(sites=(UNTOLD,)),
        painted(sites=(a_site(is_open=True),)),
        painted(sites=(a_site(ALLOWED_HOSTS=a_value(ANY, asks=True)),)),
        painted(sites=(a_site(is_open=True, ALLOWED_HOSTS=a_value([ANY])),)),
    ),
)
