"""Reports owners who are not seen in their areas, and those who do the work instead."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, TODAY, days_ago, given
from teamkit.findings import Finding
from teamkit.team.people import reviewers

DAYS = 90
FETCH = "fetch the whole history: `git fetch --unshallow`"


def judge(facts: Facts) -> Iterator[Finding]:
    """A line for each area that owners have not touched for 90 days, with those who did."""
    if facts.team.areas and facts.touches is None:
        yield CHECK.cannot_tell("the history could not be read, so nobody knows who works where", mend=FETCH)
        return
    since = facts.today - timedelta(days=DAYS)
    if facts.began and facts.began > since:
        return
    for name, area in facts.team.areas.items():
        last = (facts.touches or {}).get(name, {})
        owners = reviewers(facts.team, area)
        idle = [owner for owner in owners if not was_seen(last, owner, since)]
        others = [user for user in last if user not in owners and was_seen(last, user, since)]
        if idle:
            yield CHECK.reports(said(area.title, idle, last), facts.place("areas", name))
        if others and len(idle) == len(owners):
            what = f"{', '.join(sorted(others))} did the work in {area.title}, and none of its owners did"
            yield CHECK.reports(what, facts.place("areas", name))


def was_seen(last: Mapping[str, date], user: str, since: date) -> bool:
    """Whether somebody committed on that day or later."""
    return user in last and last[user] >= since


def said(title: str, idle: list[str], last: Mapping[str, date]) -> str:
    """Who owns an area without being seen there."""
    when = (f"{owner} (last on {last[owner]})" if owner in last else f"{owner} (never)" for owner in idle)
    return f"no commit in {title} for {DAYS} days by {', '.join(when)}"


CHECK = Check(
    name="owners-active",
    title="Owners are seen in their areas.",
    looks_at=f"The last commit of each user in each area, {DAYS} days back, once history is as old. It never fails.",
    why="Ownership on paper misleads those who ask, and hides from the team who really knows.",
    mend="talk about it, and name in team.yml those who do the work",
    run=judge,
    needs=("team", "began", "touches"),
    red=(
        given(touches={"api": {"ada": TODAY, "grace": days_ago(DAYS + 1)}}),
        given(touches={"api": {"alan": TODAY}}),
        given(began=days_ago(DAYS), touches={}),
    ),
    green=(
        given(touches={"api": {"ada": days_ago(DAYS), "grace": TODAY, "alan": TODAY}}),
        given(began=days_ago(DAYS - 1), touches={}),
        NOBODY,
    ),
    unknown=(given(touches=None),),
    report_only=True,
)
