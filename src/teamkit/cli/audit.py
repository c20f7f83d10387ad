"""The command that audits a repository which nobody has adopted."""

import sys
from typing import Any

import click

from teamkit.cli.base import TODAY, console


@click.command()
@click.argument("place", metavar="[PATH|URL]", default=".")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text")
@click.option("--history", is_flag=True, help="Look for secrets in every version of every file.")
@click.option("--online", is_flag=True, help="Let tools that are installed ask the network about packages.")
@click.pass_obj
def audit(settings: dict[str, Any], /, place: str, form: str, **wish: bool) -> None:
    """Say what a Django repository is made of and what is wrong with it; read only, installed nowhere.

    Exit 0: all pass, 1: something fails, 2: nothing fails but something is unknown.
    """
    from teamkit.checks.auditing.sarif import to_sarif
    from teamkit.checks.auditing.writing import to_json
    from teamkit.findings import State
    from teamkit.lifecycle.auditing import auditing
    from teamkit.telling import audit as telling

    found = auditing.audit(place if place != "." else str(settings["root"]), TODAY, auditing.Wish(**wish))
    if form == "text":
        console().print(telling.audit(found, only_wrong=settings["quiet"]))
    else:
        click.echo((to_json if form == "json" else to_sarif)(found), nl=False)
    sys.exit(1 if found.counts[State.FAIL] else 2 if found.counts[State.UNKNOWN] else 0)
