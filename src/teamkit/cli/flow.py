"""The commands about branches: start, finish and release them, and see where all of them stand."""

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
