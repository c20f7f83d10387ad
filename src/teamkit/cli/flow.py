"""The commands about branches: start, finish and release them, and see where all of them stand."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamkit.cli.base import console, with_root

if TYPE_CHECKING:
    from rich.console import Console

    from teamkit.findings import Unseen
    from teamkit.forges.model import Forge
    from teamkit.lifecycle.flowing.steps import Step

NOT_SEEN = 2
dry = click.option("--dry-run", is_flag=True, help="Fetch, but change nothing; show what would be done.")


class Reaching(click.Group):
    """A group of commands that end with exit 2 and one line where a forge does not do what it is asked for."""

    def invoke(self, context: click.Context) -> object:
        """Run the command."""
        from teamkit.forges.model import ForgeError

        try:
            return super().invoke(context)
        except ForgeError as error:
            if context.obj["debug"]:
                raise
            click.echo(f"error: {error}", err=True)
            context.exit(NOT_SEEN)


@click.group(cls=Reaching)
def flow() -> None:
    """Start, finish and release branches as the team's model says."""


@flow.command()
@click.argument("kind")
@click.argument("words", nargs=-1, metavar="[NAME]...")
@click.option("--on", metavar="BRANCH", help="Begin there: a bugfix on a release.")
@dry
@with_root
def start(root: Path, out: "Console", kind: str, words: tuple[str, ...], **options: Any) -> None:
    """Begin a branch of a KIND where it begins, and switch to it; uncommitted work comes along.

    Any words make a NAME; a release needs none.
    """
    from teamkit.findings import Unseen
    from teamkit.lifecycle.flowing.here import here
    from teamkit.lifecycle.flowing.releasing import next_version
    from teamkit.lifecycle.flowing.starting import kind_named, look, planned

    place = here(root)
    found = kind_named(place, kind)
    name = " ".join(words) or (next_version(place) if kind == "release" else "")
    steps = planned(look(place, found, name, options["on"]))
    carry_out(root, out, steps, Unseen("nobody was asked", ""), dry_run=options["dry_run"])


@flow.command()
@click.argument("branch", required=False)
@dry
@with_root
def finish(root: Path, out: "Console", branch: str | None, *, dry_run: bool) -> None:
    """Push a branch, this one by default, and request what its kind goes to; a hotfix gets its version first."""
    from teamkit.lifecycle.flowing.desk import desk
    from teamkit.lifecycle.flowing.finishing import finished, named
    from teamkit.lifecycle.flowing.here import heard, here

    place = heard(here(root))
    name, kind = named(place, branch)
    with desk(place) as opened:
        carry_out(root, out, finished(place, opened, name, kind), opened.forge, dry_run=dry_run)


@flow.command()
@click.argument("version", required=False)
@dry
@with_root
def release(root: Path, out: "Console", version: str | None, *, dry_run: bool) -> None:
    """Take a VERSION on, wherever it is: its branch, its commit, its request; after the merge its tag and the way back.

    Run it again after each merge. Without VERSION: the one under way, else the one that the commits ask for.
    """
    from teamkit.lifecycle.flowing import trips
    from teamkit.lifecycle.flowing.desk import desk
    from teamkit.lifecycle.flowing.here import heard, here
    from teamkit.lifecycle.flowing.releasing import chosen, planned

    place = heard(here(root))
    with desk(place) as opened:
        steps = planned(trips.release(place, opened, chosen(place, version)))
        carry_out(root, out, steps, opened.forge, dry_run=dry_run)


@flow.command()
@dry
@with_root
def tag(root: Path, out: "Console", *, dry_run: bool) -> None:
    """Publish the version that reached production last; print its tag alone where it is new, or is what is checked out.

    For pipelines: what is printed is what to deploy.
    """
    from teamkit.findings import Unseen
    from teamkit.lifecycle.flowing.desk import desk
    from teamkit.lifecycle.flowing.here import heard, here
    from teamkit.lifecycle.flowing.tagging import look, planned

    place = heard(here(root))
    due = look(place)
    if not due:
        return
    with desk(place) as opened:
        steps = planned(due, place.shared, has_forge=not isinstance(opened.forge, Unseen))
        carry_out(root, console(quiet=out.quiet, is_error=True), steps, opened.forge, dry_run=dry_run)
    if due.told:
        click.echo(due.told)


@flow.command()
@dry
@with_root
def back(root: Path, out: "Console", *, dry_run: bool) -> None:
    """Request what production has and develop or an open release lacks. Exit 2: no forge could be asked to."""
    from teamkit.lifecycle.flowing.backs import backs, brought, named
    from teamkit.lifecycle.flowing.desk import desk
    from teamkit.lifecycle.flowing.here import heard, here
    from teamkit.lifecycle.flowing.steps import ByHand

    place = heard(here(root))
    with desk(place) as opened:
        steps = [step for back in backs(place, opened, named(place)) for step in brought(back)]
        carry_out(root, out, steps, opened.forge, dry_run=dry_run)
    if not steps:
        out.print("nothing is missing")
    sys.exit(NOT_SEEN if any(isinstance(step, ByHand) for step in steps) else 0)


@flow.command()
@click.argument("version", required=False)
@click.option("--out", "target", type=click.Path(path_type=Path, dir_okay=False), help="Write them to a file.")
@with_root
def notes(root: Path, _: "Console", version: str | None, *, target: Path | None) -> None:
    """Print what CHANGELOG.md says of a VERSION, of the newest one by default, as Markdown."""
    from teamkit.lifecycle.flowing.tagging import notes_of

    text = notes_of(root, version)
    if target:
        target.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


@flow.command()
@click.option("--all", "unfolded", is_flag=True, help="Show every branch; those that are counted, too.")
@click.option("--merged", is_flag=True, help="Only the names of merged branches, one a line, as git takes them.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@with_root
def status(root: Path, out: "Console", *, unfolded: bool, merged: bool, as_json: bool) -> None:
    """Show where everything stands, what blocks the next release, and who is to act."""
    from datetime import UTC, datetime

    from teamkit.checks.standing.status import status as judged
    from teamkit.lifecycle.flowing.standing import look
    from teamkit.team.calling import SCRIPT, call
    from teamkit.telling import standing as telling
    from teamkit.telling.standing_data import as_json as written

    found = judged(look(root, datetime.now(tz=UTC)))
    called = call([SCRIPT] if (root / SCRIPT).exists() else [])
    if as_json:
        click.echo(written(found, called))
    elif merged:
        click.echo("\n".join(telling.deletable(found)[0]))
    else:
        out.print(telling.screen(found, out.width, called, unfolded=unfolded))


@flow.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_root
def message(root: Path, _: "Console", file: Path) -> None:
    """Hold the message in FILE to the form that the repository asks for: exit 1 where it does not have it.

    It is what the hook of messages runs; where nobody can tell the form it says so, and stops no commit.
    """
    from teamkit.findings import Unseen
    from teamkit.lifecycle.form import fault

    found = fault(root, file.read_text(encoding="utf-8", errors="replace"))
    if isinstance(found, Unseen):
        click.echo(f"unknown: {found.why}; {found.mend}", err=True)
    elif found:
        click.echo(found, err=True)
        sys.exit(1)


def carry_out(root: Path, out: "Console", steps: "Iterable[Step]", forge: "Forge | Unseen", *, dry_run: bool) -> None:
    """Do the steps, each told as soon as it is done; or show them, with the diff of a version."""
    from teamkit.lifecycle.flowing.bumping import difference
    from teamkit.lifecycle.flowing.performing import perform
    from teamkit.lifecycle.flowing.steps import Bump
    from teamkit.telling import flow as telling

    if not dry_run:
        for step, address in perform(root, steps, forge):
            out.print(telling.step(step, address))
        return
    for step in steps:
        out.print(telling.step(step))
        if isinstance(step, Bump):
            out.print(difference(root, step), markup=False)
