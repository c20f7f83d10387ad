"""The commands about migrations of several branches."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from teamkit.cli.base import with_root

if TYPE_CHECKING:
    from rich.console import Console


@click.group()
def migrations() -> None:
    """Bring migrations of several branches together."""


@migrations.command("announce")
@click.argument("app")
@click.argument("words")
@click.option("--dry-run", is_flag=True, help="Commit nothing; show the message of the commit.")
@with_root
def announce_migration(root: Path, out: "Console", app: str, words: str, *, dry_run: bool) -> None:
    """Tell everybody that a migration of APP is on its way, in WORDS, by an empty commit on this branch."""
    from teamkit.lifecycle.announcing import announce, planned

    text = planned(root, app, words)
    if dry_run:
        click.echo(text, nl=False)
        return
    announce(root, text)
    out.print(f"announced a migration of {app}; push it, so that others see it: git push", markup=False)


@migrations.command()
@click.argument("app", required=False)
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@with_root
def rebase(root: Path, out: "Console", app: str | None, *, dry_run: bool) -> None:
    """Put this branch's own migrations of APP, or of every app, on top of those that were merged meanwhile."""
    from teamkit.lifecycle.rebasing import apply, planned
    from teamkit.publish.writing import diff
    from teamkit.telling import migrations as telling

    found = planned(root, app)
    if dry_run:
        click.echo(diff(found.changes), nl=False)
    else:
        apply(root, found.changes)
    out.print(telling.rebase(found))
