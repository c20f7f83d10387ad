"""The command that brings the layer to a repository that exists."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamkit.cli.base import TODAY, console

if TYPE_CHECKING:
    from rich.console import Console

    from teamkit.lifecycle.adopting.model import Adoption, Delivery, Wish

_NOT_SEEN = 2


@click.command()
@click.argument("words", nargs=-1, metavar="[PATH] [PART]...")
@click.option("--dry-run", is_flag=True, help="Deliver nothing; show what would be.")
@click.option("--data", multiple=True, metavar="KEY=VALUE", help="An answer, in place of the guess.")
@click.option("--people", is_flag=True, help="Write those who worked here and whose handle is known into team.yml.")
@click.option("--template", metavar="ADDRESS", help="The template; the one that this tool came with by default.")
@click.option("--at", "version", metavar="VERSION", help="A version of the template.")
@click.option("--list", "listing", is_flag=True, help="Show how far each part is adopted.")
@click.option("--diff", "compared", metavar="FILE", help="Show how the template's version differs from yours.")
@click.option("--take", "taken", metavar="FILE", help="Merge the template's version into yours.")
@click.option("--request", is_flag=True, help="Push the branch and ask for its review, as `flow finish` does.")
@click.pass_obj
def adopt(settings: dict[str, Any], /, *, words: Sequence[str], **options: Any) -> None:
    """Bring the team's layer, or a PART of it, to a repository that exists: as a new branch that only adds.

    Your files, your index and your branches stay as they are. What exists is kept, and can be compared and taken later;
    what fails today is accepted for 90 days. Exit 0: done, 1: something stays red, 2: the forge did not do it.
    """
    from teamkit.history.git import top
    from teamkit.lifecycle.adopting import adoption, modules
    from teamkit.telling import adopting as telling

    has_path = bool(words) and words[0] not in modules.MODULES
    root = top(settings["root"] / words[0] if has_path else settings["root"])
    out = console(quiet=settings["quiet"])
    wish = _wish(words[1:] if has_path else words, options)
    if options["listing"]:
        out.print(telling.parts(adoption.listed(root, wish, TODAY)))
    elif options["compared"]:
        click.echo(adoption.proposed(root, options["compared"], wish, TODAY), nl=False)
    else:
        taken = options["taken"]
        done = adoption.take(root, taken, wish, TODAY) if taken else adoption.adopt(root, wish, TODAY)
        _finish(root, out, done, ask=options["request"] and not options["dry_run"])


def _wish(parts: Sequence[str], options: dict[str, Any]) -> "Wish":
    from teamkit.findings import Refusal
    from teamkit.lifecycle.adopting.model import Wish

    pairs = [pair.partition("=") for pair in options["data"]]
    for key, sign, _ in pairs:
        if not sign:
            raise Refusal(f'--data "{key}" is not KEY=VALUE')
    data = {key: value for key, _, value in pairs}
    return Wish(parts, options["template"], options["version"], data, options["people"], options["dry_run"])


def _finish(root: Path, out: "Console", done: "Adoption", *, ask: bool) -> None:
    """Tell what was done, ask for its review where that is wished, and exit."""
    from teamkit.team.calling import SCRIPT, call
    from teamkit.telling import adopting as telling

    out.print(telling.adoption(done, call([SCRIPT] if (root / SCRIPT).exists() else [])))
    if ask and done.delivery:
        _hand_over(root, out, done.delivery)
    sys.exit(1 if done.red else 0)


def _hand_over(root: Path, out: "Console", delivery: "Delivery") -> None:
    from teamkit.forges.model import ForgeError
    from teamkit.lifecycle.adopting.handing import handed
    from teamkit.telling import flow as telling

    try:
        for step, address in handed(root, delivery):
            out.print(telling.step(step, address))
    except ForgeError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(_NOT_SEEN)
