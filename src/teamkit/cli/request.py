"""The commands about one request."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from teamkit.cli.base import TODAY, with_root

if TYPE_CHECKING:
    from rich.console import Console

    from teamkit.findings import Unseen


@click.group()
def request() -> None:
    """Say of a request what its change asks for."""


@request.command()
@click.option("--write", is_flag=True, help="Put it into the body of the request; what people wrote there stays.")
@click.option("--dry-run", is_flag=True, help="Send nothing; show how --write would change the body.")
@with_root
def describe(root: Path, out: "Console", *, write: bool, dry_run: bool) -> None:
    """Say what the commits of this branch ask for, as Markdown.

    Migrations with their SQL, what may lock, and who else migrates the app; a public interface that changes without a
    decision record; dependencies that come, go or make a leap; tests that go; a change much larger than the team's
    usual ones; and whom it concerns today. Of documents alone it says that the form may stay empty.

    In a pipeline it is about the request under test, elsewhere about the branch that is checked out. The SQL comes from
    the project's own manage.py and its database; where that cannot run, the text says so. --write needs a token that
    may write requests: GITHUB_TOKEN or GITLAB_TOKEN. Exit 2: somebody could not look, or may not write.
    """
    from functools import partial

    from teamkit.findings import Unseen
    from teamkit.forges.pipelines import under_test
    from teamkit.lifecycle.asking import answer
    from teamkit.lifecycle.describing.ground import ground
    from teamkit.lifecycle.describing.whole import look_into
    from teamkit.lifecycle.describing.writing import bring, longest
    from teamkit.lifecycle.looking import look
    from teamkit.publish.describing.page import text
    from teamkit.publish.writing import diff

    change = ground(root, under_test(os.environ))
    if isinstance(change, Unseen):
        _give_up(change)
    facts = look(root, TODAY, ())
    told = partial(text, facts.team, look_into(root, change, facts), TODAY)
    if not (write or dry_run):
        click.echo(told(longest(facts.team)), nl=False)
        return
    done = answer(root, facts.team, lambda forge: bring(forge, change, told, longest(facts.team), dry_run=dry_run))
    if isinstance(done, Unseen):
        _give_up(done)
    if dry_run:
        click.echo(diff([done.change]), nl=False)
    else:
        out.print(f"request {done.number} says so {'now' if done.is_due else 'already'}")


def _give_up(unseen: "Unseen") -> NoReturn:
    """Say why nobody could look."""
    click.echo(f"error: {unseen.why}; {unseen.mend}", err=True)
    sys.exit(2)
