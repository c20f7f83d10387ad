"""The commands about checks: run them, show that they tell good from bad, and explain them."""

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamkit.cli.base import TODAY, console, with_root

if TYPE_CHECKING:
    from rich.console import Console


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github", "gitlab"]), default="text")
@click.option("--local", is_flag=True, help="Only what can be decided without token and history, as hooks do.")
@click.option("--require", multiple=True, metavar="NAME", help="Count unknown and news as failed for this check.")
@with_root
def check(root: Path, out: "Console", names: tuple[str, ...], form: str, **options: Any) -> None:
    """Hold the repository to team.yml. Exit 0: all pass, 1: something fails, 2: something is unknown or news.

    With --local what is unknown or news is shown, and the exit code is 0 or 1: a hook stops at what its owner can mend.
    """
    from teamkit.checks.choosing import chosen, needed
    from teamkit.checks.verdict import verdict
    from teamkit.lifecycle.looking import look
    from teamkit.telling import checks as telling

    required = [each.name for each in chosen(options["require"])] if options["require"] else []
    checks = chosen(names, local=options["local"])
    needs = needed(checks, local=options["local"])
    found = verdict(look(root, TODAY, needs), checks, required, names)
    if form == "text":
        report = telling.verdict(found, only_wrong=out.quiet)
        console(quiet=not report.renderables).print(report)
    else:
        click.echo(import_module(f"teamkit.checks.formats.{form}").text(found), nl=False)
    sys.exit(int(found.exit_code == 1) if options["local"] else found.exit_code)


@click.command()
def selftest() -> None:
    """Show that every check goes red, green and unknown on its own fixtures."""
    from teamkit.checks import CHECKS
    from teamkit.checks.hygiene import HYGIENE
    from teamkit.checks.selftest import selftest as run
    from teamkit.telling import checks as telling

    report = run((*CHECKS.values(), *HYGIENE.values()))
    console().print(telling.selftest(report))
    sys.exit(0 if report.passed else 1)


@click.command()
@click.argument("name")
def explain(name: str) -> None:
    """Say what a check looks at, why it matters and what mends it."""
    from teamkit.checks import CHECKS
    from teamkit.checks.choosing import named
    from teamkit.checks.hygiene import HYGIENE
    from teamkit.telling import checks as telling

    console().print(telling.explanation(named(name, {**CHECKS, **HYGIENE})))
