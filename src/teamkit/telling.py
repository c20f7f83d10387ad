"""What people read on a terminal."""

import dataclasses
import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from teamkit.checks.check import Check
from teamkit.checks.selftest import Colour, Report
from teamkit.checks.verdict import Verdict, Waived
from teamkit.findings import Finding, State
from teamkit.lifecycle.rebasing import Rebase
from teamkit.migrations.rebasing import Plan
from teamkit.team.model import Team
from teamkit.team.standing import who_decides
from teamkit.team.who import Asking, Concern, Contact

MARKS = {State.PASS: ("pass", "green"), State.FAIL: ("fail", "red"), State.UNKNOWN: ("unknown", "yellow")}


def indented(columns: int, *lines: str) -> Text:
    """Lines that stand below a heading."""
    return Text("\n".join(f"{' ' * columns}{line}" for line in lines))


def areas(team: Team, day: date) -> RenderableType:
    """Every area with who decides there on that day."""
    if not team.areas:
        return Text("team.yml names no areas yet")
    table = Table("area", "decides today", "deputy", "approvals", box=None, header_style="bold")
    for name, area in team.areas.items():
        answer = who_decides(team, name, day)
        stands_in = f" for {answer.instead_of}" if answer.instead_of and answer.decides else ""
        table.add_row(area.title, f"{answer.decides or 'nobody'}{stands_in}", area.deputy or "", str(area.approvals))
    return table


def asking(found: Asking) -> RenderableType:
    """Whom to ask, area by area."""
    parts = [part for concern in found.concerns for part in concern_lines(concern)]
    if found.unowned:
        parts.append(Text(f"nobody owns: {', '.join(found.unowned)}", style="yellow"))
    return Group(*parts) if parts else Text("no paths, nobody to ask")


def concern_lines(concern: Concern) -> Iterator[RenderableType]:
    """One area: who decides, who reviews, and why."""
    yield Text(concern.title, style="bold")
    lines = [f"decides   {reached(concern.decides) if concern.decides else 'nobody is there'}"]
    if concern.instead_of:
        until = f" until {concern.answer.until}" if concern.answer.until else ""
        lines.append(f"          {concern.instead_of.name} is away{until}")
    lines.append(f"reviews   {', '.join(map(reached, concern.reviewers)) or 'nobody'} ({needed(concern.approvals)})")
    lines.append(f"because   {', '.join(rule.pattern for rule in concern.rules)} ← {shown(concern.paths)}")
    yield indented(2, *lines)


def needed(approvals: int) -> str:
    """How many approvals a request needs."""
    return f"{approvals} approval{'' if approvals == 1 else 's'} needed"


def reached(contact: Contact) -> str:
    """A name with every way to reach it."""
    ways = (contact.handle and f"@{contact.handle}", contact.chat and f"chat {contact.chat}", contact.timezone)
    return f"{contact.name} ({', '.join(filter(None, ways))})" if any(ways) else contact.name


def shown(paths: Iterable[str], most: int = 3) -> str:
    """The first few paths, and how many more there are."""
    listed = list(paths)
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more


def as_json(found: Asking) -> str:
    """Whom to ask, for programs."""
    return json.dumps(dataclasses.asdict(found), indent=2, default=str, ensure_ascii=False)


def verdict(found: Verdict, *, only_wrong: bool = False) -> Group:
    """One line a check; under each that says something, what, where, why and what mends it."""
    parts: list[RenderableType] = []
    for result in found.results:
        if only_wrong and result.state is State.PASS:
            continue
        word, colour = MARKS[result.state]
        parts.append(Text.assemble((f"{word:8}", colour), (result.check.name, "bold"), f"  {result.check.title}"))
        parts += [indented(8, line) for line in findings(result.findings)]
        parts += [indented(8, waived(each)) for each in result.waived]
    return Group(*parts)


def findings(several: Iterable[Finding]) -> Iterator[str]:
    """What was found and where; then, once for those that share it, why it matters and what mends it."""
    for (why, mend), group in groupby(several, key=lambda each: (each.why, each.mend)):
        same = list(group)
        yield from map(seen, same)
        if any(each.state is not State.PASS for each in same):
            yield why
        first, *more = mend.split("\n")
        yield f"→ {first}"
        yield from (f"  {line}" for line in more)


def seen(each: Finding) -> str:
    """What was found, after its place unless it begins with that."""
    named = each.where is None or each.what.startswith(each.where.path)
    return each.what if named else f"{each.where}: {each.what}"


def waived(each: Waived) -> str:
    """A finding that does not count for a while."""
    return f"waived until {each.waiver.until}: {each.finding.what} ({each.waiver.reason})"


def rebase(found: Rebase) -> RenderableType:
    """The new names of migrations, what else names the old ones, and what a database needs that has run them."""
    if not found.plans:
        return Text("every app ends in one migration: nothing to do")
    lines = [
        f"{old} → {new.name}, on top of {plan.onto.name}" for plan in found.plans for old, new in plan.names.items()
    ]
    lines += [f"the old name stands in {path} too; look there" for path in found.mentions]
    lines.append("where your database has run yours already:")
    return Group(Text("\n".join(lines)), indented(2, *(line for plan in found.plans for line in caught_up(plan))))


def caught_up(plan: Plan) -> Iterator[str]:
    """The commands for a database that has run migrations under their old names."""
    *_, last = plan.names.values()
    app = last.app
    if any(old == new for old, new in plan.names.items()):
        yield f"python manage.py migrate {app} {plan.fork.name}    (on the commit before the merge)"
        return
    yield f"python manage.py migrate {app} {plan.onto.name}"
    yield f"python manage.py migrate {app} {last.name} --fake"
    yield f"python manage.py migrate {app} --prune"


def selftest(report: Report) -> RenderableType:
    """One row a check: how many fixtures of each colour, and what went wrong."""
    table = Table("check", *Colour, "wrong", box=None, header_style="bold")
    for name in dict.fromkeys(trial.check for trial in report.trials):
        trials = [trial for trial in report.trials if trial.check == name]
        counts = [str(sum(trial.colour is colour for trial in trials) or "") for colour in Colour]
        table.add_row(name, *counts, Text("; ".join(trial.fault for trial in trials if trial.fault), style="red"))
    return Group(table, Text(f"\n{report.summary}"))


def explanation(check: Check) -> RenderableType:
    """What a check looks at, why it matters and what mends it."""
    lines = (
        f"looks at  {check.looks_at}",
        f"why       {check.why}",
        f"mend      {check.mend}",
        f"page      {check.page}",
    )
    return Group(Text(f"{check.name}: {check.title}", style="bold"), *map(Text, lines))
