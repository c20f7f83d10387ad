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
    from teamkit.lifecycle.fleet.keeping import Sight
    from teamkit.lifecycle.fleet.listing import Listing
    from teamkit.lifecycle.fleet.workers import Limits
    from teamkit.publish.fleet.model import Fleet

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
    from teamkit.telling import fleet as telling
    from teamkit.telling import fleet_data

    found = looked(settings, listed(settings))
    if form == "json":
        click.echo(fleet_data.status(found))
    else:
        console(quiet=settings["quiet"]).print(telling.status(found))
    sys.exit(found.exit_code)


@fleet.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text")
@click.option("--tests", is_flag=True, help="Run the tests of each too, before and after.")
@click.pass_obj
def plan(settings: dict[str, Any], form: str, *, tests: bool) -> None:
    """Rehearse the update of each, and say which are safe. Change nothing.

    Exit 0: nothing needs a person, 1: something does, 2: nobody could tell of some.
    """
    from teamkit.lifecycle.fleet.planning import planned, rehearsed, trips
    from teamkit.telling import fleet_data
    from teamkit.telling import wave as telling

    listing = listed(settings)
    seen = looked(settings, listing)
    asked = trips(listing, seen, is_tested=tests)
    with progress(settings, len(asked), "rehearsed") as told:
        done = rehearsed(asked, sight(settings), limits(settings), told)
    wave = planned(listing, seen, done)
    if form == "text":
        console(quiet=settings["quiet"]).print(telling.wave(wave))
    else:
        click.echo(fleet_data.wave(wave) if form == "json" else telling.markdown(wave), nl=form == "json")
    sys.exit(wave.exit_code)


@fleet.command()
@click.option(
    "--page", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE", help="Where to write it."
)
@click.pass_obj
def report(settings: dict[str, Any], page: Path) -> None:
    """Write one page about all: the share per check, versions, and what could not be looked at. Exit as `status`."""
    from teamkit.publish.fleet.page import text

    found = looked(settings, listed(settings))
    page.write_text(text(found), encoding="utf-8")
    console(quiet=settings["quiet"]).print(f"wrote {page}", markup=False)
    sys.exit(found.exit_code)


@fleet.command("write")
@click.argument("engine", type=click.Choice(["github", "gitlab", "renovate"]))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(), help="The folder; this one."
)
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@click.pass_obj
def write_engine(settings: dict[str, Any], engine: str, out: Path, *, dry_run: bool) -> None:
    """Write what lets an engine bring the update to all: a workflow, pipelines, or a configuration.

    Exit 0: it reaches all, 2: it does not reach some.
    """
    from teamkit.lifecycle.fleet.engines import written
    from teamkit.publish.writing import diff, plan, write

    listing = listed(settings)
    made = written(engine, listing, os.environ)
    changes = plan(out, made.documents)
    if dry_run:
        click.echo(diff(changes), nl=False)
    else:
        write(out, changes)
    said = console(quiet=settings["quiet"])
    for change in () if dry_run else changes:
        said.print(f"wrote {change.path}", markup=False)
    for name in made.unreached:
        said.print(f"unknown {name}: {engine} does not reach it", markup=False)
    sys.exit(2 if made.unreached or listing.unlisted else 0)


def looked(settings: dict[str, Any], listing: "Listing") -> "Fleet":
    """How each repository stands, told by a bar."""
    from teamkit.lifecycle.fleet.standing import standing

    with progress(settings, len(listing.entries), "looked at") as told:
        return standing(listing, sight(settings), limits(settings), NOW, told)


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
    from teamkit.lifecycle.fleet.keeping import Sight

    try:
        return Sight(TODAY, folder(os.environ), settings["fresh"])
    except ForgeError as error:
        raise Refusal(str(error)) from None


def limits(settings: dict[str, Any]) -> "Limits":
    """How much is done at once, and for how long."""
    from teamkit.lifecycle.fleet.workers import Limits

    return Limits(settings["jobs"], settings["timeout"])


@contextmanager
def progress(settings: dict[str, Any], total: int, done: str) -> Iterator[Callable[[str], None]]:
    """A bar beside what is printed, where somebody sits there: call what it yields for each that is done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from teamkit.publish.text import one_line

    out = console(quiet=settings["quiet"], is_error=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task = bar.add_task(done, total=total)
        yield lambda name: bar.update(task, advance=1, description=f"{done}: {one_line(name)}")
