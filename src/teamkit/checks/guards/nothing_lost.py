"""Guards that what reached production comes back to develop."""

from collections.abc import Iterator
from datetime import date

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.checks.portrait.topics import HISTORY
from teamkit.checks.presence.fixtures import AFTER, BEFORE, FIX, a_commit, a_picture, an_edit, gitflow, lacking
from teamkit.checks.presence.judging import Fate, judgements
from teamkit.checks.wording import some
from teamkit.findings import Finding, Unseen
from teamkit.history.branches import Branch, Flow
from teamkit.history.commits import Commit
from teamkit.history.crossing import Crossing
from teamkit.history.patches import Patch
from teamkit.history.returning import Returning

SUPERSEDE = '`git commit --allow-empty --message "chore: <why>" --trailer "Supersedes: <hash>"`'
PICKED, SUPERSEDED = f"(cherry picked from commit {FIX})", f"Supersedes: {FIX[:10]}"
UNSEEN = Unseen("nobody read the history", "run `teamkit check nothing-lost` in a clone of the repository")


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each commit that one branch lacks; under GitHub flow a line that says why there is none."""
    seen = facts.returning or UNSEEN
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody could look whether anything is lost: {seen.why}", mend=seen.mend)
    elif not seen.flow.is_gitflow:
        what = f"not applicable: {seen.flow.production} is the only lasting branch, so nothing has to come back"
        yield CHECK.reports(what, mend="nothing to do under GitHub flow")
    else:
        for crossing in seen.crossings:
            yield from told(crossing, facts.today)


def told(crossing: Crossing, today: date) -> Iterator[Finding]:
    """What one branch lacks."""
    found = tuple(judgements(crossing))
    is_picking = any(each.fate is Fate.SUPERSEDED for each in found)
    for each in found:
        said = named(each.commit, today)
        mend = picking(crossing, each.commit) if is_picking else merging(crossing)
        if each.by:
            what = f"{said} is superseded on {crossing.target}: {each.by.subject} ({each.by.author}, {each.by.short})"
            yield CHECK.reports(what, mend="nothing to do")
        elif each.fate is Fate.LOST:
            what = f"{said} is on {crossing.source} and not on {crossing.target}: {some(each.files)}"
            yield CHECK.fails(what, mend=mend, identity=f"{each.commit.hash} {crossing.target.name}")
        else:
            what = f"nobody can tell whether {crossing.target} has {said}: {some(each.files) or 'a merge of many'}"
            yield CHECK.cannot_tell(what, mend=f"compare them by hand, then {mend}")


def named(commit: Commit, today: date) -> str:
    """Which commit it is, whose and how old."""
    days = max(0, (today - commit.committed).days)
    return f'{commit.short} "{commit.subject}" ({commit.author}, {days} day{"" if days == 1 else "s"} old)'


def merging(crossing: Crossing) -> str:
    """How all of production comes back at once."""
    production, to = crossing.source, crossing.target
    is_release = to.name.startswith("release/")
    asking = "" if is_release else f"ask for {production.name} → {to.name};\nwhere that conflicts: "
    version = f"-to-{to.name.removeprefix('release/')}" if is_release else ""
    start = starting(f"{production.name}-{production.head[:10]}{version}", to)
    return f"bring it back with a merge commit: {asking}`{start} && git merge --no-edit {production}`;\n{unless(to)}"


def picking(crossing: Crossing, commit: Commit) -> str:
    """How one commit comes back alone, where others were superseded."""
    parent = "-m 1 " if len(commit.parents) > 1 else ""
    start = starting(commit.short, crossing.target)
    return f"bring it back alone: `{start} && git cherry-pick -x {parent}{commit.short}`;\n{unless(crossing.target)}"


def starting(name: str, to: Branch) -> str:
    """The command that begins a branch to another."""
    return f"git switch --create backmerge/{name} --no-track {to}"


def unless(to: Branch) -> str:
    """What to do instead where a commit is not wanted any more."""
    return f"if {to.name} shall not have it, say so in a commit there: {SUPERSEDE}"


CHECK = Check(
    name="nothing-lost",
    title="What reached production is on develop and on each open release.",
    looks_at="Commits of the production branch that `develop` or an open `release/*` does not reach. One is present "
    "where the other branch has the same patch, a pick that names it, a commit of that name with the same lines, or "
    "files that read as it left them, and where it was reverted. Of a merge only what was typed by hand counts.",
    why="A fix that is only on production vanishes with the next release, and no test fails.",
    mend="merge production back with a merge commit; what is superseded on purpose is recorded by a commit on develop, "
    f"whose author's word it is: {SUPERSEDE}",
    run=judge,
    is_news=True,
    needs=("returning",),
    topic=HISTORY,
    effort="minutes for each branch, more where it conflicts",
    red=(
        given(returning=gitflow(lacking(an_edit()))),
        given(returning=gitflow(lacking(an_edit(), BEFORE, a_commit("2")))),
        given(returning=gitflow(lacking(an_edit(after="def home():\n")))),
        given(returning=gitflow(lacking(an_edit(), AFTER), lacking(an_edit(), to="release/1.5.0"))),
        given(returning=gitflow(lacking(a_picture(), "old.png"))),
    ),
    green=(
        given(returning=Returning(Flow("main", "main"))),
        given(returning=gitflow()),
        given(returning=gitflow(lacking(an_edit(), AFTER))),
        given(returning=gitflow(lacking(an_edit(), BEFORE, a_commit("2"), patches={"2" * 40: Patch("fix", ())}))),
        given(returning=gitflow(lacking(an_edit(), BEFORE, a_commit("2", body=PICKED)))),
        given(returning=gitflow(lacking(an_edit(), f"import os\n{AFTER}stop = 1\n", a_commit("2")))),
        given(returning=gitflow(lacking(an_edit(), BEFORE, a_commit("2", "Rewrite", body=SUPERSEDED)))),
    ),
    unknown=(
        given(),
        given(returning=Unseen("the history is cut off", "fetch it")),
        given(returning=gitflow(lacking(a_picture(), "another.png"))),
    ),
)
