"""A rehearsal in Markdown, as the text of a request."""

from collections.abc import Iterator

from teamkit.checks.wording import counted
from teamkit.findings import Unseen
from teamkit.lifecycle.updating.model import Outcome, Rehearsal, Trial
from teamkit.publish.markdown import code, fenced, folded, listed, prose
from teamkit.publish.text import readable

_SHOWN = 100


def text(rehearsal: Rehearsal, longest: int = 60_000) -> str:
    """What an update does, what needs a person first; cut after whole parts where a forge takes no more."""
    parts: list[str] = []
    for part in _parts(rehearsal):
        if sum(len(each) + 2 for each in parts) + len(part) > longest - 100:
            parts.append("The rest is longer than a request may be: `teamkit rehearse` shows it.")
            break
        parts.append(part)
    return "\n\n".join(parts) + "\n"


def _parts(rehearsal: Rehearsal) -> Iterator[str]:
    if rehearsal.is_current:
        yield f"The template is at {code(rehearsal.before)}, and there is nothing to take."
        return
    yield f"Brings the template from {code(rehearsal.before)} to {code(rehearsal.after)}: {_counts(rehearsal)}."
    asking = [outcome for outcome in rehearsal.outcomes if outcome.kind.needs_a_person]
    if asking:
        yield f"### Look at these\n\n{_files(asking)}"
    for trial in rehearsal.trials:
        yield from _trial(trial)
    if rehearsal.questions:
        yield "### New questions\n\n" + listed(
            f"{code(each.name)}: {code(str(each.default))} – {prose(each.help)}" for each in rehearsal.questions
        )
    if rehearsal.message:
        yield f"### What the template says\n\n{fenced(rehearsal.message, 'text')}"
    others = [each for each in rehearsal.outcomes if each.why and not each.kind.needs_a_person]
    if others:
        yield folded("Every other file", _files(others))
    if rehearsal.news:
        yield folded("Its changelog", fenced(rehearsal.news, "markdown"))


def _counts(rehearsal: Rehearsal) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in rehearsal.counts.items() if number)


def _files(outcomes: list[Outcome]) -> str:
    lines = [f"{code(readable(each.path))} – **{each.kind}**: {prose(each.why)}" for each in outcomes[:_SHOWN]]
    more = len(outcomes) - _SHOWN
    return listed([*lines, f"and {more} more"] if more > 0 else lines)


def _trial(trial: Trial) -> Iterator[str]:
    broken = trial.broken
    if isinstance(broken, Unseen):
        yield f"{code(trial.command)}: nobody could look, since {prose(broken.why)}; {prose(broken.mend)}."
    elif broken:
        yield f"### {code(trial.command)} fails anew\n\n{listed(map(code, sorted(broken)[:_SHOWN]))}"
    else:
        known = f"; {counted(len(trial.known), 'failure')} there before" if trial.known else ""
        yield f"{code(trial.command)}: nothing fails anew{known}."
