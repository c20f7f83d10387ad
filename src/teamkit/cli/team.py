"""The commands about people: show, change and publish team.yml, and ask who decides."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teamkit.cli.base import TODAY, with_root

if TYPE_CHECKING:
    from rich.console import Console

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def team() -> None:
    """Show, change and publish team.yml."""


@team.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where something would change.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@with_root
def sync(root: Path, out: "Console", *, check: bool, dry_run: bool) -> None:
    """Write everything that follows from team.yml."""
    from teamkit.history.tree import tracked
    from teamkit.publish.documents import documents
    from teamkit.publish.writing import diff, plan, write
    from teamkit.team.reading import read_team

    changes = plan(root, documents(read_team(root), tracked(root)))
    if dry_run or check:
        click.echo(diff(changes), nl=False)
        sys.exit(1 if check and changes else 0)
    write(root, changes)
    for change in changes:
        out.print(f"{'took away' if change.after is None else 'wrote'} {change.path}", markup=False)
    if not changes:
        out.print("everything is current")


@team.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@with_root
def show(root: Path, out: "Console", *, as_json: bool) -> None:
    """Show areas and who answers for them today."""
    from teamkit.team.reading import read_team
    from teamkit.telling import team as telling

    read = read_team(root)
    if as_json:
        click.echo(read.model_dump_json(indent=2, by_alias=True))
    else:
        out.print(telling.areas(read, TODAY))


@team.command()
@click.argument("user")
@click.argument("first", metavar="FROM", type=DAY)
@click.argument("last", metavar="TO", type=DAY)
@with_root
def away(root: Path, out: "Console", user: str, first: datetime, last: datetime) -> None:
    """Note that USER is away FROM one day TO another, both included."""
    from teamkit.lifecycle.editing import edit
    from teamkit.team.editing import with_absence

    edit(root, lambda text: with_absence(text, user, first.date(), last.date()))
    out.print(f"{user} is away from {first:%Y-%m-%d} to {last:%Y-%m-%d}", markup=False)


@team.command()
@click.option("--id", "user", prompt="Short id", help="Lower-case letters, digits and hyphens.")
@click.option("--name", prompt="Name", help="As people write it.")
@click.option("--handle", prompt="Handle on the forge, without @", default="", help="May stay empty.")
@click.option("--chat", prompt="Handle in chat", default="", help="May stay empty.")
@click.option("--timezone", prompt="Time zone", default="UTC", help="For example Europe/Berlin.")
@with_root
def add(root: Path, out: "Console", user: str, **fields: str) -> None:
    """Add a person; asks for what is not given. The first one becomes accountable wherever nobody is."""
    from teamkit.history.tree import tracked
    from teamkit.lifecycle.editing import edit
    from teamkit.team.calling import call
    from teamkit.team.editing import with_user

    edit(root, lambda text: with_user(text, user, **fields))
    out.print(f"{user} is in the team; name areas in team.yml, then run: {call(tracked(root))} team sync", markup=False)


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--changed", metavar="BASE", is_flag=False, flag_value="", help="What this branch changes since BASE.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text")
@with_root
def who(root: Path, out: "Console", *, paths: tuple[str, ...], changed: str | None, form: str) -> None:
    """Say who decides about PATHS, who reviews, who stands in today, and how to reach them."""
    from teamkit.history import tree
    from teamkit.lifecycle.looking import working_branch
    from teamkit.publish import reviewers
    from teamkit.team.reading import read_team
    from teamkit.team.who import ask
    from teamkit.telling import team as telling

    if changed is not None:
        paths = (*paths, *tree.changed(root, changed or working_branch(root)))
    team = read_team(root)
    if form == "markdown":
        click.echo(reviewers.text(team, paths, TODAY), nl=False)
    elif form == "json":
        click.echo(telling.as_json(ask(team, paths, TODAY)))
    else:
        out.print(telling.asking(ask(team, paths, TODAY)))
