"""Guards that the key of production does not stand in the repository."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, UNTOLD, a_site, a_value, painted
from teamkit.checks.portrait.looking import Certainty, bad
from teamkit.checks.portrait.topics import SETTINGS
from teamkit.findings import Finding, Unseen


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each project whose production would run with a key that is written down here."""
    for found in bad(facts, "SECRET_KEY", is_written):
        if isinstance(found, Unseen):
            yield CHECK.cannot_tell(f"nobody can tell where the key comes from: {found.why}", mend=found.mend)
        elif found.certainty is Certainty.SURE:
            yield CHECK.fails("the key of production is written here", found.where)
        elif found.certainty is Certainty.DEFAULT:
            what = "where the environment has no key, production runs with the one that is written here"
            yield CHECK.cannot_tell(what, found.where, 'ask without a default: os.environ["SECRET_KEY"]')
        elif found.certainty is Certainty.PERHAPS:
            what = "a key is written here, and nobody can tell whether production has another one"
            yield CHECK.cannot_tell(what, found.where)


def is_written(value: object) -> bool:
    """Whether a key is text that stands in the file; a computed one does not."""
    return isinstance(value, str) and bool(value)


CHECK = Check(
    name="secret-key",
    title="The key of production does not stand in the repository.",
    looks_at="`SECRET_KEY` in the settings that production uses, with the modules that they take over, read and not "
    "run. A key for development alone is none of its business.",
    why="Whoever has a clone can sign sessions, password resets and everything else that the key signs.",
    mend='make a new key, keep it in the environment, and read it from there: os.environ["SECRET_KEY"]',
    run=judge,
    needs=("portrait",),
    topic=SETTINGS,
    effort="an hour, and every session ends",
    red=(painted(sites=(a_site(SECRET_KEY=a_value("8wz$k2")),)),),
    green=(
        painted(),
        painted(sites=()),
        painted(sites=(a_site(SECRET_KEY=a_value(None, asks=True)),)),
        painted(sites=(a_site(SECRET_KEY=a_value(None, is_known=False)),)),
    ),
    unknown=(
        *UNPAINTED,
        painted(sites=(UNTOLD,)),
        painted(sites=(a_site(is_open=True),)),
        painted(sites=(a_site(is_open=True, SECRET_KEY=a_value("8wz$k2")),)),
        painted(sites=(a_site(SECRET_KEY=a_value("8wz$k2", asks=True)),)),
        painted(sites=(a_site(SECRET_KEY=(a_value("8wz$k2"), a_value(None, asks=True))),)),
    ),
)
