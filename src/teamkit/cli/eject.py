"""The command that leaves the template."""

import sys
from typing import Any

import click

from teamkit.cli.base import console


@click.command()
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would go and change, and every line of it.")
@click.pass_obj
def eject(settings: dict[str, Any], /, *, dry_run: bool) -> None:
    """Leave the template: its tool and what calls it go, what is useful stays as ordinary files.

    It comes as one commit on a branch of its own; what you have checked out stays as it is. Exit 0: nothing is left of
    the template, 1: lines of yours still speak of it, or should have gone.
    """
    from teamkit.lifecycle.ejecting.leaving import leave
    from teamkit.telling.ejecting import departure

    done = leave(settings["root"], dry_run=dry_run)
    if dry_run:
        click.echo(done.difference, nl=False)
    console(quiet=settings["quiet"]).print(departure(done, is_dry=dry_run))
    sys.exit(done.exit_code)
