"""Two audits as their page shows them: what was mended first, then what broke, then what is open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from teamkit.checks.auditing.model import Audit, Item, Moves, Progress
from teamkit.checks.wording import counted
from teamkit.findings import Finding, State
from teamkit.lifecycle.auditing.arranging import by_topic, entry, made, mark, moment, seen
from teamkit.publish.auditing.model import Entry, Made, Mark, Report, Row, Section

HEADINGS = {
    "mended": ("Mended", "These failed before and pass now."),
    "broken": ("Broken", "These passed before and fail now."),
    "still": ("Still failing", "These failed before and fail now."),
    "seen": ("Seen at last", "Nobody could look at these before."),
    "unseen": ("No more seen", "Nobody could look at these this time."),
    "new": ("New checks", "The audit before did not have these."),
    "gone": ("Gone checks", "Only the audit before had these; they are shown as they were."),
    "blind": ("Still unknown", "Nobody could look at these, neither before nor now."),
    "same": ("As before", "These passed before and pass now."),
}


def report(progress: Progress) -> Report:
    """The page of two audits."""
    entries = _entries(progress)
    sections = tuple(_section(name, entries, checks) for name, checks in _checks(progress, entries).items() if checks)
    now = [entries[item.check] for item in progress.after.items]
    return Report(
        progress.after.repository,
        (moment(progress.before), moment(progress.after)),
        progress.after.version,
        _lead(progress),
        tuple(Row(topic, tuple(found)) for topic, found in by_topic(now).items()),
        sections,
        tuple(_made(progress.before, progress.after)),
    )


def _checks(progress: Progress, entries: Mapping[str, Entry]) -> dict[str, tuple[str, ...]]:
    """The checks under each heading."""
    moving = [name for name in HEADINGS if name not in {"blind", "same"}]
    moved = {name: tuple(_name(each) for each in vars(progress)[name]) for name in moving}
    named = {check for checks in moved.values() for check in checks}
    same = [check for check in entries if check not in named]
    blind = tuple(check for check in same if entries[check].mark is Mark.UNKNOWN)
    return moved | {"blind": blind, "same": tuple(check for check in same if check not in blind)}


def _name(each: str | Moves) -> str:
    return each if isinstance(each, str) else each.check


def _entries(progress: Progress) -> dict[str, Entry]:
    before = {item.check: item for item in progress.before.items}
    went = {check: _failing(before[check]) for check in progress.mended}
    went |= {moves.check: moves.went for moves in progress.still}
    came = {moves.check: moves.came for moves in progress.still}
    shown = [
        _moved(entry(item), went.get(item.check, ()), came.get(item.check, ())) for item in progress.after.items
    ] + [entry(before[check]) for check in progress.gone]
    return {each.check: replace(each, was=mark(before[each.check]) if each.check in before else None) for each in shown}


def _moved(shown: Entry, went: Iterable[Finding], came: Iterable[Finding]) -> Entry:
    new = set(map(seen, came))
    steps = (replace(step, seen=tuple(replace(each, is_new=each in new) for each in step.seen)) for step in shown.steps)
    return replace(shown, steps=tuple(steps), went=tuple(map(seen, went)))


def _failing(item: Item) -> tuple[Finding, ...]:
    found = (*item.findings, *(each.finding for each in item.accepted))
    return tuple(each for each in found if each.state is State.FAIL)


def _section(name: str, entries: Mapping[str, Entry], checks: Iterable[str]) -> Section:
    title, words = HEADINGS[name]
    return Section(title, name, tuple(entries[check] for check in checks), words)


def _lead(progress: Progress) -> str:
    counts = progress.after.counts
    mended, broken = len(progress.mended), len(progress.broken)
    return (
        f"{_some(mended)} {'was' if mended == 1 else 'were'} mended and {_some(broken).lower()} broke. "
        f"{counts[State.FAIL]} {'fails' if counts[State.FAIL] == 1 else 'fail'} now, "
        f"and {counts[State.UNKNOWN]} could not be told."
    )


def _some(number: int) -> str:
    return counted(number, "check") if number else "None"


def _made(before: Audit, after: Audit) -> Iterator[Made]:
    """The traits of both; what only one of them has is empty in the other."""
    was = {trait.name: trait.value for trait in before.traits}
    now = {trait.name for trait in after.traits}
    for trait in after.traits:
        yield replace(made(trait), was=was.get(trait.name, ""))
    for trait in before.traits:
        if trait.name not in now:
            yield Made(trait.name, "", "", trait.value)
