"""The commands about the rules that a forge holds branches to."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamkit.cli.base import with_root
from teamkit.cli.checks import check as run_checks

if TYPE_CHECKING:
    from rich.console import Console


class OrNotAsked(click.Group):
    """A group of commands that end with 2 where a forge could not be asked."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command."""
        from teamkit.forges.model import ForgeError

        try:
            return super().invoke(context)
        except ForgeError as error:
            click.echo(f"error: {error}", err=True)
            context.exit(2)


@click.group(cls=OrNotAsked)
def protect() -> None:
    """Hold the forge's rules to those of the repository."""


@protect.command()
@with_root
def plan(root: Path, out: "Console") -> None:
    """Show what differs. Exit 0: nothing, 1: something, 2: not all could be compared."""
    from teamkit.lifecycle.protecting import desk
    from teamkit.team.reading import read_team
    from teamkit.telling import protection as telling

    with desk(root, read_team(root)) as rules:
        found = rules.compared()
    out.print(telling.plan(found))
    sys.exit(found.exit_code)


@protect.command("apply")
@click.option("--dry-run", is_flag=True, help="Send nothing; show the calls that would be sent.")
@with_root
def apply_rules(root: Path, out: "Console", *, dry_run: bool) -> None:
    """Bring the rules of the repository into force, with your own token.

    Exit 0: all are, 1: the forge did not take some, 2: something could not be looked at or is not on this plan.
    """
    from teamkit.lifecycle.protecting import desk, refuse_nobody, refuse_pipelines
    from teamkit.team.reading import read_team
    from teamkit.telling import protection as telling

    refuse_pipelines()
    team = read_team(root)
    refuse_nobody(team)
    with desk(root, team) as rules:
        found = rules.compared()
        orders = rules.orders(found)
        if dry_run:
            click.echo(telling.orders(orders), nl=False)
            return
        for done in rules.apply(orders):
            out.print(telling.done(done))
        found = rules.compared() if orders else found
    out.print(telling.plan(found))
    sys.exit(found.exit_code)


@protect.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Run the check `protection`. Exit 0: it passes, 1: it fails, 2: it is unknown."""
    context.invoke(run_checks, names=("protection",), form="text", local=False, require=())
