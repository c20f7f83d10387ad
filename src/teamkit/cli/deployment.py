"""The command about deployments that no forge records."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamkit.cli.base import NOW, with_root

if TYPE_CHECKING:
    from rich.console import Console


@click.group()
def deployment() -> None:
    """Say what was deployed, where no forge knows it."""


@deployment.command()
@click.option("--commit", default="HEAD", show_default=True, help="What was deployed.")
@click.option("--environment", required=True, help="Where to: production, staging.")
@click.option("--at", metavar="TIME", help="When it was done, as ISO 8601 with its zone; now by default.")
@click.option("--url", help="A page about it. Password and query are left out.")
@click.option("--push", is_flag=True, help="Share it with everybody, beside what they recorded.")
@click.option("--dry-run", is_flag=True, help="Change nothing; show what would be recorded.")
@with_root
def record(root: Path, out: "Console", *, push: bool, dry_run: bool, **said: Any) -> None:
    """Record a deployment that succeeded, as a line of git notes; once, however often it is said.

    For pipelines whose forge does not record deployments, and for those without a forge: run it after each.
    """
    from teamkit.lifecycle import recording
    from teamkit.telling import deployment as telling

    found = recording.deployment(root, at=recording.moment(said.pop("at"), NOW), **said)
    remote = recording.shared(root) if push else None
    if dry_run:
        out.print(telling.planned(found, remote), markup=False)
        return
    is_new = recording.record(root, found, remote)
    out.print(telling.recorded(found, remote, is_new=is_new), markup=False)
