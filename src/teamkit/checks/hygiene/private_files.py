"""Guards that no data and no environment of a machine is in the repository."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, painted
from teamkit.checks.portrait.looking import portrait
from teamkit.checks.portrait.topics import SECRETS
from teamkit.findings import Finding, Place, Unseen
from teamkit.projects.model import Said


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each database, dump or environment."""
    seen = portrait(facts)
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody looked for such files: {seen.why}", mend=seen.mend)
        return
    for each in seen.private:
        yield CHECK.fails(each.value, each.where)


CHECK = Check(
    name="private-files",
    title="No data and no environment of a machine is in the repository.",
    looks_at="Names and first bytes of files: databases of SQLite, dumps of databases, and `.env` files that hold what "
    "looks random, outside of tests and examples.",
    why="They hold people's data and passwords, and every clone has them.",
    mend="`git rm --cached` the file, list it in .gitignore, and replace the passwords that it holds",
    run=judge,
    needs=("portrait",),
    topic=SECRETS,
    effort="an hour; longer where history has to forget it",
    red=(painted(private=(Said("a database of SQLite", Place("db.sqlite3")),)),),
    green=(painted(),),
    unknown=UNPAINTED,
)
