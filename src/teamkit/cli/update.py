"""The commands about new versions of the template: see what one would do, and take it."""

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from teamkit.cli.base import TODAY, console
from teamkit.cli.flow import NOT_SEEN, carry_out

if TYPE_CHECKING:
    from rich.console import Console

    from teamkit.lifecycle.flowing.here import Here
    from teamkit.lifecycle.updating.delivering import Delivery
    from teamkit.lifecycle.updating.model import Rehearsal
    from teamkit.lifecycle.updating.rehearsing import Try, Wish


def wishing(command: Callable[..., None]) -> Callable[..., None]:
    """What both commands are asked for."""
    options = (
        click.option("--to", "version", metavar="VERSION", help="A version of the template; its newest by default."),
        click.option("--data", multiple=True, metavar="NAME=VALUE", help="Another answer to a question of it."),
        click.option("--test", metavar="COMMAND", help="What tests the project, where nobody would guess it."),
        click.option("--no-tests", is_flag=True, help="Run no tests, before and after."),
    )
    for option in reversed(options):
        command = option(command)
    return click.pass_obj(command)


@click.command()
@wishing
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text")
def rehearse(settings: dict[str, Any], /, form: str, **options: Any) -> None:
    """Show what an update of the template would do to each file, to the checks and to the tests; change nothing.

    It is about what is committed. Exit 0: safe, 1: a person is needed, 2: nobody could look at something.
    """
    from teamkit.lifecycle.updating.rehearsing import rehearse as done

    found = done(settings["root"], _wish(options), _tries(options))
    _show(console(quiet=settings["quiet"]), found, form)
    sys.exit(found.exit_code)


@click.command()
@wishing
@click.option("--request", is_flag=True, help="Push the branch, and ask for review of it.")
@click.option("--dry-run", is_flag=True, help="Make no branch; show what would be done.")
def update(settings: dict[str, Any], /, *, request: bool, dry_run: bool, **options: Any) -> None:
    """Take an update of the template onto a branch of its own; what you have checked out stays as it is.

    Edits go along with files that the template renames. What nobody can decide for you stays as you have it, and is
    listed in .copier-undecided.md. Exit 1: that, or something fails that did not; 2: nobody could look at something, or
    ask a forge.
    """
    from teamkit.history.git import top
    from teamkit.lifecycle.flowing.here import heard, here
    from teamkit.lifecycle.updating.delivering import update as done
    from teamkit.telling import updating as telling

    out, folder = console(quiet=settings["quiet"]), settings["root"]
    place = heard(here(top(folder))) if request else None
    remote = place.remote if place else None
    found = done(folder, _wish(options), _tries(options), remote=remote, dry_run=dry_run)
    out.print(telling.rehearsal(found.rehearsal))
    if found.branch:
        out.print(telling.delivery(found, is_dry=dry_run, is_asked=request))
        if place and not _request(place, out, found, dry_run=dry_run):
            sys.exit(found.exit_code or NOT_SEEN)
    sys.exit(found.exit_code)


def _wish(options: dict[str, Any]) -> "Wish":
    from teamkit.findings import Refusal
    from teamkit.lifecycle.updating.rehearsing import Wish

    for pair in options["data"]:
        if "=" not in pair:
            raise Refusal(f"--data {pair} gives no answer; write it like --data NAME=VALUE")
    return Wish(options["version"], dict(pair.split("=", 1) for pair in options["data"]))


def _tries(options: dict[str, Any]) -> "tuple[Try, ...]":
    from teamkit.lifecycle.updating.checking import checked
    from teamkit.lifecycle.updating.suites import PATIENCE, put_to_test

    tests = partial(put_to_test, command=options["test"], patience=PATIENCE)
    return (partial(checked, today=TODAY), *(() if options["no_tests"] else (tests,)))


def _show(out: "Console", found: "Rehearsal", form: str) -> None:
    from teamkit.lifecycle.updating.describing import text
    from teamkit.telling.updating import rehearsal
    from teamkit.telling.updating_data import as_json

    if form == "text":
        out.print(rehearsal(found))
    else:
        click.echo(as_json(found) if form == "json" else text(found), nl=form == "json")


def _request(place: "Here", out: "Console", found: "Delivery", *, dry_run: bool) -> bool:
    """Ask for review, or say in one line why the forge does not let one; whether one could ask."""
    from teamkit.findings import Unseen
    from teamkit.forges.model import ForgeError
    from teamkit.lifecycle.flowing.desk import desk
    from teamkit.lifecycle.updating.requesting import planned

    try:
        with desk(place) as opened:
            carry_out(place.root, out, planned(place, opened, found), opened.forge, dry_run=dry_run)
            return not isinstance(opened.forge, Unseen)
    except ForgeError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(NOT_SEEN)
