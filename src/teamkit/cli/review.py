"""The commands about reviews."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from teamkit.cli.base import NOW, with_root
from teamkit.findings import Unseen

if TYPE_CHECKING:
    from rich.console import Console

BLIND = 2


@click.group()
def review() -> None:
    """See which reviews are due, and who should look."""


@review.command()
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text")
@with_root
def due(root: Path, out: "Console", *, form: str) -> None:
    """List the open requests that have waited for a review for longer than `answers.review` of team.yml.

    Working hours of those who are to look count, from the last time that a request was marked as ready. Exit 0: nothing
    is due, 1: something is, 2: nobody could look.
    """
    from teamkit.lifecycle.asking import answer
    from teamkit.lifecycle.reviewing.due import due as judged
    from teamkit.team.reading import read_team
    from teamkit.telling import review as telling

    team = read_team(root)
    requests = answer(root, team, lambda forge: forge.open_requests())
    if isinstance(requests, Unseen):
        give_up(requests)
    found = judged(team, requests, NOW)
    if form == "text":
        out.print(telling.due(team, found))
    else:
        click.echo({"json": telling.due_json, "markdown": telling.due_markdown}[form](team, found), nl=form == "json")
    sys.exit(1 if found else 0)


@review.command()
@click.argument("number", required=False, type=click.IntRange(min=1), metavar="[REQUEST]")
@click.option("--ask", "is_asking", is_flag=True, help="Ask them on the forge.")
@click.option("--dry-run", is_flag=True, help="With --ask: ask nobody; show who would be asked.")
@with_root
def suggest(root: Path, out: "Console", *, number: int | None, is_asking: bool, dry_run: bool) -> None:
    """Say who should review REQUEST, or what this branch changes: owners who are there, the least loaded first."""
    from teamkit.lifecycle.reviewing import finding, ordering, suggesting
    from teamkit.team.reading import read_team
    from teamkit.telling import review as telling

    team = read_team(root)
    matter = finding.matter(root, team, number, NOW.date())
    if isinstance(matter, Unseen):
        give_up(matter)
    found = suggesting.suggest(team, matter.subject, matter.loads, NOW.date())
    out.print(telling.suggestion(team, matter.request, found, matter.unseen))
    if is_asking:
        question = ordering.question(team, found)
        left = ordering.put(root, team, matter, () if dry_run else question.handles)
        if isinstance(left, Unseen):
            give_up(left)
        out.print(telling.asked(team, question, left, dry_run=dry_run))


def give_up(unseen: Unseen) -> NoReturn:
    """Say why nobody could look."""
    click.echo(f"unknown: {unseen.why}; {unseen.mend}", err=True)
    sys.exit(BLIND)
