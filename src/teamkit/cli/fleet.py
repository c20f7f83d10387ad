"""The commands about many repositories."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamkit.cli.base import NOW, TODAY, console

if TYPE_CHECKING:
    from teamkit.lifecycle.fleet.listing import Listing
    from teamkit.lifecycle.fleet.seeing import Sight
    from teamkit.lifecycle.fleet.workers import Limits

INTERRUPTED = 130


class Resumable(click.Group):
    """A group of commands that can be broken off, and say how to go on."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            click.echo("interrupted; run it again to go on: what was seen so far is kept", err=True)
            context.exit(INTERRUPTED)


@click.group(cls=Resumable)
@click.option(
    "--file", type=click.Path(path_type=Path, dir_okay=False), default=Path("fleet.yml"), help="fleet.yml by default."
)
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="How many are looked at at once.")
@click.option("--timeout", type=click.FloatRange(1), default=300, help="The seconds that one may take.")
@click.option("--fresh", is_flag=True, help="Look again at what was seen of the same commit today.")
@click.pass_context
def fleet(context: click.Context, /, **options: Any) -> None:
    """Lead many repositories: those that a fleet.yml names, or that an organisation of a forge has."""
    context.obj = {**context.obj, **options}


@fleet.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def status(settings: dict[str, Any], form: str) -> None:
    """Show how each stands. Exit 0: all green, 1: something is red, 2: something could not be looked at."""
    from teamkit.lifecycle.fleet.standing import standing
    from teamkit.telling import fleet as telling
    from teamkit.telling import fleet_data

    listing = listed(settings)
    with progress(settings, listing, "looked at") as told:
        found = standing(listing, sight(settings), limits(settings), NOW, told)
    if form == "json":
        click.echo(fleet_data.status(found))
    else:
        console(quiet=settings["quiet"]).print(telling.status(found))
    sys.exit(found.exit_code)


def listed(settings: dict[str, Any]) -> "Listing":
    """The repositories of the fleet, forges asked. Raises Refusal for a bad file."""
    from teamkit.forges.waiting import Patience
    from teamkit.lifecycle.fleet.listing import listing
    from teamkit.lifecycle.fleet.reading import read_fleet

    file = settings["file"]
    return listing(read_fleet(file), file.resolve().parent, os.environ, Patience())


def sight(settings: dict[str, Any]) -> "Sight":
    """How it is looked at."""
    from teamkit.findings import Refusal
    from teamkit.forges.cache import folder
    from teamkit.forges.model import ForgeError
    from teamkit.lifecycle.fleet.seeing import Sight

    try:
        return Sight(TODAY, folder(os.environ), settings["fresh"])
    except ForgeError as error:
        raise Refusal(str(error)) from None


def limits(settings: dict[str, Any]) -> "Limits":
    """How much is done at once, and for how long."""
    from teamkit.lifecycle.fleet.workers import Limits

    return Limits(settings["jobs"], settings["timeout"])


@contextmanager
def progress(settings: dict[str, Any], listing: "Listing", done: str) -> Iterator[Callable[[str], None]]:
    """A bar beside what is printed, where somebody sits there: call what it yields for each that is done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.text import Text

    out = console(quiet=settings["quiet"], is_error=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task = bar.add_task(done, total=len(listing.entries))
        yield lambda name: bar.update(task, advance=1, description=f"{done}: {Text(name).plain}")
