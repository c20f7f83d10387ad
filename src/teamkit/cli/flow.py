"""The commands about branches: start, finish and release them, and see where all of them stand."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teamkit.cli.base import with_root
from teamkit.findings import Unseen

if TYPE_CHECKING:
    from rich.console import Console


@click.group()
def flow() -> None:
    """Start, finish and release branches as the team's model says."""


@flow.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_root
def message(root: Path, _: "Console", file: Path) -> None:
    """Hold the message in FILE to the form that the repository asks for: exit 1 where it does not have it.

    It is what the hook of messages runs; where nobody can tell the form it says so, and stops no commit.
    """
    from teamkit.lifecycle.form import fault

    found = fault(root, file.read_text(encoding="utf-8", errors="replace"))
    if isinstance(found, Unseen):
        click.echo(f"unknown: {found.why}; {found.mend}", err=True)
    elif found:
        click.echo(found, err=True)
        sys.exit(1)
