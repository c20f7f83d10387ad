"""What people read about adopting the layer."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from teamkit.checks.wording import counted, some
from teamkit.findings import Finding
from teamkit.lifecycle.adopting.guessing import Guess
from teamkit.lifecycle.adopting.model import Adoption, Delivery
from teamkit.lifecycle.adopting.modules import by_module
from teamkit.lifecycle.adopting.parts import Part
from teamkit.lifecycle.adopting.people import Suggestion
from teamkit.lifecycle.adopting.standing import Kept
from teamkit.team.model import Waiver
from teamkit.telling.words import indented

_GAP = 2
_PEOPLE = 12


def adoption(done: Adoption, call: str) -> RenderableType:
    """The plan, or what was done: answers, files, the baseline, people, and the branch."""
    return Group(
        Text.assemble(("template", "bold"), f"  {done.template} {done.version}"),
        *_answers(done.guesses),
        *_files(done),
        *_kept(done.kept, call),
        *_baseline(done.waivers, done.red),
        *_people(done.people),
        *_end(done, call),
    )


def parts(several: Iterable[Part]) -> RenderableType:
    """Each part: how many files of it are adopted, yours, or neither."""
    table = Table("part", "adopted", "yours", "not adopted", box=None, header_style="bold")
    for part in several:
        numbers = (str(len(paths) or "") for paths in (part.adopted, part.yours))
        table.add_row(part.name, *numbers, some(part.open))
    return table


def _answers(guesses: Iterable[Guess]) -> Iterator[RenderableType]:
    rows = tuple(guesses)
    if rows:
        yield _heading("answers, and where each comes from")
    for guess, line in zip(rows, _aligned((guess.name, guess.value or "–") for guess in rows), strict=True):
        yield Text.assemble(f"{line}{guess.source}", (f"; {guess.doubt}" if guess.doubt else "", "yellow"))


def _files(done: Adoption) -> Iterator[RenderableType]:
    if done.added:
        yield _heading(f"adds {counted(len(done.added), 'file')}")
        grouped = by_module(done.added)
        others = tuple(path for path in done.added if not any(path in paths for paths in grouped.values()))
        for name, paths in {**grouped, "also": others}.items():
            yield from (indented(_GAP, f"{name if not number else '':12}{path}") for number, path in enumerate(paths))
    if done.changed:
        yield _heading(f"changes {' and '.join(done.changed)}, and nothing else that exists")


def _kept(kept: Iterable[Kept], call: str) -> Iterator[RenderableType]:
    rows = tuple(kept)
    if rows:
        yield _heading("leaves out, since something stands there")
        for each in rows:
            hint = f"; compare: {call} adopt --diff {each.path}" if each.comparable else ""
            yield indented(_GAP, f"{each.path}: {each.why}{hint}")


def _baseline(waivers: Iterable[Waiver], red: Iterable[Finding]) -> Iterator[RenderableType]:
    accepted = tuple(waivers)
    if accepted:
        yield _heading(f"accepts in team.yml what fails today, until {accepted[0].until}")
        for waiver, line in zip(accepted, _aligned((waiver.check,) for waiver in accepted), strict=True):
            yield Text(f"{line}{waiver.path or 'everywhere'}")
    for each in red:
        yield Text(f"red, and nobody can accept it: {each.check}: {each.what}; {each.mend}", "red")


def _people(people: Iterable[Suggestion]) -> Iterator[RenderableType]:
    several = tuple(people)
    if several:
        yield _heading("worked here in the last half year; a suggestion, for you to write into team.yml")
    rows = (
        (each.name, f"@{each.handle}" if each.handle else "handle unknown", counted(each.months, "month"))
        for each in several[:_PEOPLE]
    )
    yield from (Text(f"{line}{some(each.areas)}") for each, line in zip(several, _aligned(rows), strict=False))
    if len(several) > _PEOPLE:
        yield indented(_GAP, f"and {len(several) - _PEOPLE} more")


def _end(done: Adoption, call: str) -> Iterator[RenderableType]:
    if done.delivery is None:
        yield _heading("the layer is adopted, and there is nothing to add")
    else:
        yield from _delivered(done.delivery)
    if done.open:
        yield indented(0, f"not adopted: {', '.join(done.open)}; to add one: {call} adopt {done.open[0]}")


def _delivered(delivery: Delivery) -> Iterator[RenderableType]:
    yield _heading(f"branch {delivery.branch}: one commit on {delivery.base[:10]}")
    if delivery.is_new:
        yield Text(f"  look: git show --stat {delivery.branch}; take it: git switch {delivery.branch}")
        yield Text("  nothing else was touched")


def _aligned(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The beginnings of lines, all as wide as the widest."""
    cells = tuple(rows)
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield "  " + "".join(set_cell_size(cell, width + _GAP) for cell, width in zip(row, widths, strict=True))


def _heading(words: str) -> Text:
    return Text(f"\n{words}", "bold")
