"""The command that audits a repository which nobody has adopted."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamkit.cli.base import TODAY, console
from teamkit.findings import Refusal

if TYPE_CHECKING:
    from teamkit.checks.auditing.model import Audit, Progress

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("place", metavar="[PATH|URL|JSON]", default=".")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text")
@click.option("--history", is_flag=True, help="Look for secrets in every version of every file.")
@click.option("--online", is_flag=True, help="Let tools that are installed ask the network about packages.")
@click.option("--baseline", type=FILE, help="Accept the failures that this file names; only others are red.")
@click.option("--record", type=FILE, help="Name every failure in this file first, and hold the audit to it.")
@click.option("--reason", default="", help="With --record: why what is new there is accepted.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="With --record: until when; 90 days by default.")
@click.option("--since", type=FILE, help="An earlier audit, from --format json: say what changed since.")
@click.option("--page", type=FILE, help="Write one HTML page to be read by people; with --since, of both audits.")
@click.pass_obj
def audit(settings: dict[str, Any], /, place: str, form: str, **options: Any) -> None:
    """Say what a Django repository is made of and what is wrong with it; read only, installed nowhere.

    An audit that was kept as JSON may stand in the place of a repository.

    Exit 0: all pass, 1: something fails, 2: nothing fails but something is unknown.
    """
    from teamkit.checks.auditing.comparing import progress
    from teamkit.checks.auditing.sarif import to_sarif
    from teamkit.checks.auditing.writing import to_json
    from teamkit.findings import State
    from teamkit.lifecycle.auditing.keeping import kept
    from teamkit.telling import audit as telling

    found = held(taken(place if place != "." else str(settings["root"]), options), options)
    moved = progress(kept(options["since"]), found) if options["since"] else None
    if options["page"]:
        write_page(options["page"], found, moved)
    if form == "text":
        console().print(telling.audit(found, only_wrong=settings["quiet"]))
        if moved:
            console().print("", telling.progress(moved), sep="\n")
    else:
        click.echo((to_json if form == "json" else to_sarif)(found), nl=False)
    sys.exit(1 if found.counts[State.FAIL] else 2 if found.counts[State.UNKNOWN] else 0)


def taken(place: str, options: dict[str, Any]) -> "Audit":
    """The audit of a repository, or the one that a file holds."""
    from teamkit.lifecycle.auditing import auditing
    from teamkit.lifecycle.auditing.keeping import kept

    if Path(place).is_file():
        return kept(Path(place))
    return auditing.audit(place, TODAY, auditing.Wish(history=options["history"], online=options["online"]))


def held(found: "Audit", options: dict[str, Any]) -> "Audit":
    """The audit with what a baseline accepts set aside; the baseline is recorded before, where that is asked for."""
    from teamkit.checks.auditing.baseline import accept
    from teamkit.lifecycle.auditing import accepting
    from teamkit.telling import audit as telling

    record: Path | None = options["record"]
    until: datetime | None = options["until"]
    if record and options["baseline"]:
        raise Refusal("--record holds the audit to its own file; leave --baseline out")
    if not record and (options["reason"] or until):
        raise Refusal("--reason and --until are for --record; add it")
    if record:
        done = accepting.record(record, found, TODAY, options["reason"], until and until.date())
        click.echo(f"{record}: {telling.recorded(done)}", err=True)
    path = record or options["baseline"]
    return accept(found, accepting.read(path), TODAY, str(path)) if path else found


def write_page(path: Path, found: "Audit", moved: "Progress | None") -> None:
    """Write the page of an audit, or of two."""
    from teamkit.lifecycle.auditing import arranging, arranging_progress
    from teamkit.lifecycle.auditing.keeping import keep
    from teamkit.publish.auditing import page

    keep(path, page.text(arranging_progress.report(moved) if moved else arranging.report(found)))
