"""The commands about branches: start, finish and release them, and see where all of them stand."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teamkit.cli.base import with_root

if TYPE_CHECKING:
    from rich.console import Console


@click.group()
def flow() -> None:
    """Start, finish and release branches as the team's model says."""


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
