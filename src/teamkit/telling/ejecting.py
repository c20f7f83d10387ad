"""What people read about leaving the template."""

from collections.abc import Iterator

from rich.console import Group
from rich.text import Text

from teamkit.lifecycle.ejecting.model import Departure
from teamkit.telling.words import indented

_LONGEST = 90


def departure(done: Departure, *, is_dry: bool) -> Group:
    """What goes and changes, what somebody has to look at, and what to do next."""
    lines = [Text.assemble(("goes     ", "yellow"), path) for path in done.gone]
    lines += [Text.assemble(("changes  ", "green"), path) for path in done.changed]
    lines += [Text.assemble(("stays    ", "red"), stay.path, f": {stay.why}") for stay in done.stays]
    lines += [
        Text.assemble(("names it ", "red"), str(each.where), f": {each.line.strip()[:_LONGEST]}")
        for each in done.mentions
    ]
    return Group(*lines, *_end(done, is_dry=is_dry))


def _end(done: Departure, *, is_dry: bool) -> Iterator[Text]:
    if is_dry:
        yield Text(f"nothing is written; without --dry-run this is one commit on {done.branch}")
        return
    yield Text(f"{done.branch} leaves {done.template}; your files are as they were. Next:")
    yield indented(2, *_next(done))


def _next(done: Departure) -> Iterator[str]:
    yield f"git switch {done.branch}"
    if done.exit_code:
        yield "mend the lines above: they are yours, and the template's tool is gone"
    yield "run your tests, then ask for review"
    if done.waits:
        yield f"before it is merged, take `{done.waits}` out of the forge's rules, unless a pipeline of yours is left"
