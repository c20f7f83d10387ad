"""What people read about checks."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from teamkit.checks.check import Check
from teamkit.checks.selftest import Colour, Report
from teamkit.checks.verdict import Verdict, Waived
from teamkit.findings import Finding, State
from teamkit.telling.words import indented

MARKS = {State.PASS: ("pass", "green"), State.FAIL: ("fail", "red"), State.UNKNOWN: ("unknown", "yellow")}


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
