"""The commands: parse, call, print. Rooms are imported inside the commands, so that starting costs little."""

import functools
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamkit import __version__
from teamkit.findings import Refusal

if TYPE_CHECKING:
    from rich.console import Console

TODAY = datetime.now(tz=UTC).date()
DAY = click.DateTime(["%Y-%m-%d"])
BAD_INPUT = 3


class OneLine(click.Group):
    """A group of commands whose refusals, and the disk's, are one line unless --debug asks for the whole story."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(context)
        except Refusal as refusal:
            if context.params.get("debug"):
                raise
            click.echo(f"error: {refusal}", err=True)
            context.exit(BAD_INPUT)
        except OSError as error:
            if context.params.get("debug") or isinstance(error, BrokenPipeError):
                raise
            click.echo(f"error: {error.filename}: {error.strerror}; mend its rights or make room", err=True)
            context.exit(BAD_INPUT)


@click.group(cls=OneLine)
@click.version_option(__version__, prog_name="teamkit")
@click.option(
    "--root", type=click.Path(path_type=Path), default=Path(), help="The repository; this folder's by default."
)
@click.option("--quiet", is_flag=True, help="Say nothing but what is wrong.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def main(context: click.Context, /, **settings: Any) -> None:
    """Keep a project's team true."""
    context.obj = settings


def with_root(command: Callable[..., None]) -> Callable[..., None]:
    """Hand the repository's root and a console to a command."""

    @click.pass_obj
    @functools.wraps(command)
    def run(settings: dict[str, Any], /, *arguments: Any, **options: Any) -> None:
        from teamkit.history.git import top

        command(top(settings["root"]), console(quiet=settings["quiet"]), *arguments, **options)

    return run


def console(*, quiet: bool = False) -> "Console":
    """Where people read: colours only on a terminal."""
    from rich.console import Console

    return Console(quiet=quiet, highlight=False, soft_wrap=True)


# ── The team ────────────────────────────────────────────────────────────────────────────────────


@main.group()
def team() -> None:
    """Show, change and publish team.yml."""


@team.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where something would change.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@with_root
def sync(root: Path, out: "Console", *, check: bool, dry_run: bool) -> None:
    """Write everything that follows from team.yml."""
    from teamkit.history.tree import tracked
    from teamkit.publish.documents import documents
    from teamkit.publish.writing import diff, plan, write
    from teamkit.team.reading import read_team

    changes = plan(root, documents(read_team(root), tracked(root)))
    if dry_run or check:
        click.echo(diff(changes), nl=False)
        sys.exit(1 if check and changes else 0)
    write(root, changes)
    for change in changes:
        out.print(f"{'took away' if change.after is None else 'wrote'} {change.path}", markup=False)
    if not changes:
        out.print("everything is current")


@team.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@with_root
def show(root: Path, out: "Console", *, as_json: bool) -> None:
    """Show areas and who answers for them today."""
    from teamkit import telling
    from teamkit.team.reading import read_team

    read = read_team(root)
    if as_json:
        click.echo(read.model_dump_json(indent=2, by_alias=True))
    else:
        out.print(telling.areas(read, TODAY))


@team.command()
@click.argument("user")
@click.argument("first", metavar="FROM", type=DAY)
@click.argument("last", metavar="TO", type=DAY)
@with_root
def away(root: Path, out: "Console", user: str, first: datetime, last: datetime) -> None:
    """Note that USER is away FROM one day TO another, both included."""
    from teamkit.lifecycle.editing import edit
    from teamkit.team.editing import with_absence

    edit(root, lambda text: with_absence(text, user, first.date(), last.date()))
    out.print(f"{user} is away from {first:%Y-%m-%d} to {last:%Y-%m-%d}", markup=False)


@team.command()
@click.option("--id", "user", prompt="Short id", help="Lower-case letters, digits and hyphens.")
@click.option("--name", prompt="Name", help="As people write it.")
@click.option("--handle", prompt="Handle on the forge, without @", default="", help="May stay empty.")
@click.option("--chat", prompt="Handle in chat", default="", help="May stay empty.")
@click.option("--timezone", prompt="Time zone", default="UTC", help="For example Europe/Berlin.")
@with_root
def add(root: Path, out: "Console", user: str, **fields: str) -> None:
    """Add a person; asks for what is not given. The first one becomes accountable wherever nobody is."""
    from teamkit.history.tree import tracked
    from teamkit.lifecycle.editing import edit
    from teamkit.team.calling import call
    from teamkit.team.editing import with_user

    edit(root, lambda text: with_user(text, user, **fields))
    out.print(f"{user} is in the team; name areas in team.yml, then run: {call(tracked(root))} team sync", markup=False)


# ── Asking ──────────────────────────────────────────────────────────────────────────────────────


@main.command()
@click.argument("paths", nargs=-1)
@click.option("--changed", metavar="BASE", is_flag=False, flag_value="", help="What this branch changes since BASE.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text")
@with_root
def who(root: Path, out: "Console", *, paths: tuple[str, ...], changed: str | None, form: str) -> None:
    """Say who decides about PATHS, who reviews, who stands in today, and how to reach them."""
    from teamkit import telling
    from teamkit.history import tree
    from teamkit.lifecycle.looking import working_branch
    from teamkit.publish import reviewers
    from teamkit.team.reading import read_team
    from teamkit.team.who import ask

    if changed is not None:
        paths = (*paths, *tree.changed(root, changed or working_branch(root)))
    team = read_team(root)
    if form == "markdown":
        click.echo(reviewers.text(team, paths, TODAY), nl=False)
    elif form == "json":
        click.echo(telling.as_json(ask(team, paths, TODAY)))
    else:
        out.print(telling.asking(ask(team, paths, TODAY)))


# ── Checks ──────────────────────────────────────────────────────────────────────────────────────


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github", "gitlab"]), default="text")
@click.option("--local", is_flag=True, help="Only what can be decided without token and history, as hooks do.")
@click.option("--require", multiple=True, metavar="NAME", help="Count unknown and news as failed for this check.")
@with_root
def check(root: Path, out: "Console", names: tuple[str, ...], form: str, **options: Any) -> None:
    """Hold the repository to team.yml. Exit 0: all pass, 1: something fails, 2: something is unknown or news.

    With --local what is unknown or news is shown, and the exit code is 0 or 1: a hook stops at what its owner can mend.
    """
    from teamkit import telling
    from teamkit.checks.choosing import chosen, needed
    from teamkit.checks.verdict import verdict
    from teamkit.lifecycle.looking import look

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


@main.command()
def selftest() -> None:
    """Show that every check goes red, green and unknown on its own fixtures."""
    from teamkit import telling
    from teamkit.checks import CHECKS
    from teamkit.checks.selftest import selftest as run

    report = run(CHECKS.values())
    console().print(telling.selftest(report))
    sys.exit(0 if report.passed else 1)


@main.command()
@click.argument("name")
def explain(name: str) -> None:
    """Say what a check looks at, why it matters and what mends it."""
    from teamkit import telling
    from teamkit.checks.choosing import chosen

    for found in chosen((name,)):
        console().print(telling.explanation(found))


# ── Migrations ──────────────────────────────────────────────────────────────────────────────────


@main.group()
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
    from teamkit import telling
    from teamkit.lifecycle.rebasing import apply, planned
    from teamkit.publish.writing import diff

    found = planned(root, app)
    if dry_run:
        click.echo(diff(found.changes), nl=False)
    else:
        apply(root, found.changes)
    out.print(telling.rebase(found))
