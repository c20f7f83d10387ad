"""Guards that two branches which migrate one app know of each other before either merges."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.checks.migrating.clashes import Clash, Side, clashes
from teamkit.checks.migrating.facts import NOT_GATHERED, Setting, Work
from teamkit.checks.migrating.fixtures import (
    HERE,
    HIDDEN,
    SHALLOW,
    THEN,
    THERE,
    a_branch,
    a_migration,
    a_request,
    a_work,
    around,
    migrating,
)
from teamkit.checks.migrating.requesting import with_requests
from teamkit.checks.migrating.schema_owner import whom
from teamkit.findings import Finding, Place, Unseen
from teamkit.migrations.intents import Intent


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each pair of branches that clash, and a report of each announced migration."""
    setting = facts.migrations.setting
    if isinstance(setting, Unseen):
        yield CHECK.cannot_tell(f"nobody could look at other branches: {setting.why}", mend=setting.mend)
        return
    if isinstance(facts.requests, Unseen):
        yield CHECK.cannot_tell(f"nobody could look at open requests: {facts.requests.why}", mend=facts.requests.mend)
    for name in setting.vanished:
        yield CHECK.cannot_tell(f"{name} was there and is gone", mend="look again: git fetch --prune")
    requests = facts.requests if isinstance(facts.requests, tuple) else ()
    for clash in clashes(setting, with_requests(setting, requests, facts.migrations.packages)):
        yield told(facts, setting, clash)
    yield from announced(setting)


def told(facts: Facts, setting: Setting, clash: Clash) -> Finding:
    """One clash, with who is behind it and whom to talk to."""
    app, where = clash.one.migration.key.app, Place(clash.one.migration.path)
    both = f"{described(setting, clash.one)} and {described(setting, clash.other)} both migrate {app}"
    if clash.unreadable:
        hidden = f"{clash.unreadable.path} hides whether one builds on the other ({clash.unreadable.unreadable})"
        return CHECK.cannot_tell(f"{both}; {hidden}", where, "write its dependencies as a plain list of pairs")
    mend = f"agree who goes first; whoever merges second runs `teamkit migrations rebase {app}`"
    return CHECK.fails(f"{both}; {whom(facts, clash.one.migration.path)}", where, mend)


def described(setting: Setting, side: Side) -> str:
    """A file and the branch that adds it; of another branch also who wrote it, and when."""
    work, path = side.work, side.migration.path
    if work is setting.own:
        return f"{path} on this branch"
    writer = work.writer(path)
    details = (writer.author, f"{writer.at:%Y-%m-%d}", work.url)
    return f"{path} on {work.branch} ({', '.join(filter(None, details))})"


def announced(setting: Setting) -> Iterator[Finding]:
    """What others mean to migrate, each once."""
    mine = {migration.key.app for migration in setting.own.added}
    said = {intent: work for work in setting.others for intent in work.intents if intent not in setting.own.intents}
    for intent, work in sorted(said.items(), key=lambda pair: pair[0].at):
        too = ", which this branch migrates" if intent.app in mine else ""
        what = f"{intent.author} announced a migration of {intent.app}{too}, on {work.branch}: {intent.words}"
        yield CHECK.reports(what, mend=f"talk to each other before you migrate {intent.app}")


_INTENT = Intent("shop", "a price with two decimals", "Grace", THEN)
_NOTHING = Work(a_branch("feature/here", None))
_WATCHING = Work(a_branch("develop", None))
_ON_TOP = a_migration("0003_on_top", "0002_here")
_CHANGED = a_migration("0002_here", "0001", blob="another text")
_ELSEWHERE = a_migration("0002", "0001", app="mail")

CHECK = Check(
    name="migration-radar",
    title="No other open branch or request migrates an app that this branch migrates.",
    looks_at="The migrations that this branch adds, and those of every branch with commits of the last 60 days, of "
    "every `release/*` and `hotfix/*`, and of open requests where a token is; on the working branch every pair of "
    "them. `Migration-Intent` trailers are reported.",
    why="Whoever merges second gives an app two last migrations: Django refuses to migrate, and one has to be redone.",
    mend="agree who goes first; whoever merges second runs `teamkit migrations rebase APP`",
    run=judge,
    is_news=True,
    needs=("migrations",),
    wants=("requests",),
    red=(
        migrating(around(a_work(THERE))),
        migrating(around(a_work(_CHANGED))),
        migrating(around(a_work(HERE, branch="feature/a"), a_work(THERE, branch="feature/b"), own=_WATCHING)),
        migrating(around(), requests=(a_request(THERE.path),)),
    ),
    green=(
        migrating(around()),
        migrating(around(a_work(HERE, _ON_TOP))),
        migrating(around(a_work(_ELSEWHERE))),
        migrating(around(a_work(HERE), own=_WATCHING)),
        migrating(around(a_work(THERE), own=_NOTHING)),
        migrating(around(a_work(intents=(_INTENT,)))),
        migrating(around(), requests=(a_request(HERE.path, head="head of feature/here"),)),
    ),
    unknown=(
        given(migrations=NOT_GATHERED),
        migrating(SHALLOW),
        migrating(around(), requests=Unseen("the forge answers rubbish", "try again later")),
        migrating(around(vanished=("origin/feature/gone",))),
        migrating(around(a_work(HIDDEN))),
    ),
)
