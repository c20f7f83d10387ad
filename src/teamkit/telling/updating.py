"""What people read about an update of the template."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from teamkit.checks.guards.update_decided import FILE
from teamkit.checks.wording import counted
from teamkit.findings import Unseen
from teamkit.lifecycle.updating.delivering import Delivery, Standing
from teamkit.lifecycle.updating.model import Kind, Outcome, Rehearsal, Trial
from teamkit.publish.text import one_line, readable
from teamkit.telling.words import indented, shown

_COLOURS = {Kind.CONFLICT: "red", Kind.EDIT_LOST: "red", Kind.NOT_DELIVERED: "yellow", Kind.COLLIDES: "red"}
_MOST_NAMES = 10


def rehearsal(found: Rehearsal) -> RenderableType:
    """What an update would do, what needs a person last, where the eye is."""
    if found.is_current:
        return Text(f"the template is at {found.before}: nothing to take")
    lines = [Text(f"template {found.before} → {found.after}", "bold")]
    lines += map(_outcome, sorted(_told(found), key=lambda each: (each.kind.needs_a_person, [*Kind].index(each.kind))))
    if found.counts[Kind.UNCHANGED]:
        lines.append(Text(f"unchanged: {counted(found.counts[Kind.UNCHANGED], 'file')}", "dim"))
    return Group(*lines, *_around(found))


def delivery(found: Delivery, *, is_dry: bool, is_asked: bool) -> RenderableType:
    """The branch that brings an update, what it leaves to people, and what they do next unless review is asked for."""
    lines = [_branch(found, is_dry=is_dry)]
    if found.undecided:
        files = counted(len(found.undecided), "file")
        lines.append(Text(f"for you to decide, and as you have it until then: {files}, see {FILE} there", "red"))
    if found.unformatted:
        lines.append(Text(f"{found.unformatted.why}; {found.unformatted.mend}", "yellow"))
    return Group(*lines) if is_dry or is_asked else Group(*lines, Text("next:"), indented(2, *_next(found)))


def _told(found: Rehearsal) -> list[Outcome]:
    return [outcome for outcome in found.outcomes if outcome.kind is not Kind.UNCHANGED]


def _outcome(outcome: Outcome) -> Text:
    kind = (f"{outcome.kind:20}", _COLOURS.get(outcome.kind, "green"))
    return Text.assemble(kind, (readable(outcome.path), "bold"), f"  {outcome.why}")


def _around(found: Rehearsal) -> Iterator[RenderableType]:
    for question in found.questions:
        yield Text(
            f"new question {question.name}, answered {one_line(str(question.default))}: {one_line(question.help)}"
        )
    if found.news:
        yield Text("\nits changelog:")
        yield indented(2, *found.news.splitlines())
    if found.message:
        yield Text(f"\n{found.message}", "yellow")
    if found.dirty:
        files = shown(map(readable, found.dirty))
        yield Text(f"not committed, so not part of this, and touched by it: {files}", "yellow")
    yield from map(_trial, found.trials)


def _trial(trial: Trial) -> Text:
    broken = trial.broken
    if isinstance(broken, Unseen):
        return Text(f"{trial.command}: unknown: {broken.why}; {broken.mend}", "yellow")
    if broken:
        return Text(f"{trial.command} fails anew: {shown(sorted(broken), _MOST_NAMES)}", "red")
    known = f" ({counted(len(trial.known), 'failure')} there before)" if trial.known else ""
    return Text(f"{trial.command}: nothing fails anew{known}", "green")


def _branch(found: Delivery, *, is_dry: bool) -> Text:
    if found.was is Standing.SAME:
        return Text(f"{found.branch} has this update already")
    what = {Standing.ABSENT: "begins", Standing.OLDER: "begins anew"}[found.was]
    return Text(f"{found.branch} {'would begin' if is_dry else what} at {found.rehearsal.head[:10]}: {found.title}")


def _next(found: Delivery) -> Iterator[str]:
    """The commands that follow, those of what the update touched."""
    touched = {outcome.path for outcome in _told(found.rehearsal)}
    yield f"git switch {found.branch}"
    if "pyproject.toml" in touched:
        yield "uv sync    (and commit uv.lock)"
    if "team.py" in touched:
        yield "uv run -q --script team.py team sync    (the tool is a newer one; commit what it writes)"
    yield "or ask for review of it: the same command with --request"
