"""The commands that measure how work flows."""

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamkit.cli.base import NOW, console, with_root
from teamkit.findings import Refusal, Unseen

if TYPE_CHECKING:
    from rich.console import Console

    from teamkit.forges.past.model import Progress
    from teamkit.lifecycle.measuring.facts import Sources
    from teamkit.lifecycle.measuring.scene import Aim, Scene

BLIND = 2
DAY = click.DateTime(["%Y-%m-%d"])
PLAIN = {
    "ageing": "Say how long work has been open, and which is older than most of its size ever was.",
    "all": "Take every measure.",
    "bottleneck": "Name the stage where requests wait longest, if that has grown beyond chance.",
    "churn": "Say how much of what lands is rewritten within three weeks.",
    "cycle-time": "Say how long requests take from the first commit to users, and in which stage.",
    "deployments": "Say how often the project is deployed.",
    "failures": "Say how many deployments bring an incident, and how many nobody had planned.",
    "flow": "Say how many requests are open, and how many come and go.",
    "lead-time": "Say how long a commit takes until it is deployed.",
    "load": "Say how reviews are spread. By name, without a rank.",
    "reallocation": "Propose who could look where somebody has too much to review, or alone knows it.",
    "recovery": "Say how long incidents last.",
    "reviews": "Say how soon requests are answered.",
    "throughput": "Say how much people finish.",
}


@click.group()
def measure() -> None:
    """Measure how work flows, from history and forge. People are not ranked.

    A measure says how many values it has, their median and 85th percentile, and the median of the period before; below
    five values, that they are too few. Exit 0: there are figures, 2: nobody could know any.
    """


SPANNING = (
    click.option("--since", type=DAY, help="The day whose week is the first; half a year ago by default."),
    click.option("--until", type=DAY, help="The last day; today by default."),
    click.option("--all", "is_all", is_flag=True, help="The whole history."),
    click.option("--branch", default="", help="Where changes land; develop or main by default."),
)
PRINTING = (
    click.option("--json", "form", flag_value="json", help="All figures and what they come from, for programs."),
    click.option("--csv", "form", flag_value="csv", help="What the figures come from, as a table."),
)


def spanning(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say of what."""
    return functools.reduce(lambda known, option: option(known), reversed(SPANNING), command)


def measuring(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of every measure."""
    return spanning(functools.reduce(lambda known, option: option(known), reversed(PRINTING), command))


def plain(name: str, said: str) -> click.Command:
    """The command of a measure that has no options of its own."""

    @click.command(name, help=said)
    @measuring
    @with_root
    def command(root: Path, out: "Console", *, form: str | None, **wish: Any) -> None:
        take(out, seen(root, wish), name, form)

    return command


for each, line in PLAIN.items():
    measure.add_command(plain(each, line))


@measure.command()
@click.option("--by", type=DAY, help="How many will be done by this day; in four weeks by default.")
@click.option("--items", type=click.IntRange(min=1), help="When so many are done.")
@click.option("--growing", "is_growing", is_flag=True, help="With --items: and what is opened meanwhile.")
@measuring
@with_root
def forecast(root: Path, out: "Console", *, form: str | None, **wish: Any) -> None:
    """Foretell what is done by when, from the project's own history, and say how such forecasts came true."""
    from teamkit.lifecycle.measuring.scene import Aim

    by, items, is_growing = (wish.pop(name) for name in ("by", "items", "is_growing"))
    if by and items:
        raise Refusal("--by asks how many, and --items when; leave one of both out")
    if is_growing and not items:
        raise Refusal("--growing goes with --items; say how many")
    take(out, seen(root, wish, Aim(by and by.date(), items, is_growing)), "forecast", form)


def take(out: "Console", scene: "Scene", name: str, form: str | None) -> None:
    """Take a measure, or all of them, and print it."""
    from teamkit.lifecycle.measuring.facts import Facts
    from teamkit.lifecycle.measuring.taking import ALL, taken
    from teamkit.telling import measure as telling
    from teamkit.telling import measure_data

    if form == "csv" and name == ALL:
        raise Refusal("--csv is one table, and there are several; name one measure")
    with progress() as told, Facts(scene, sources(told)) as facts:
        found = taken(facts, name)
    results = [each.result for each in found if not isinstance(each.result, Unseen)]
    if form == "csv":
        click.echo("".join(map(measure_data.as_csv, results)), nl=False)
    elif form == "json":
        click.echo(measure_data.as_json(scene, found, facts.notes), nl=False)
    else:
        out.print(telling.measures(scene, found, facts.notes))
    sys.exit(0 if results else BLIND)


def seen(root: Path, wish: dict[str, Any], aim: "Aim | None" = None) -> "Scene":
    """What is measured."""
    from teamkit.lifecycle.measuring.scene import Aim, Wish, scene

    since, until = (day and day.date() for day in (wish["since"], wish["until"]))
    if wish["is_all"] and since:
        raise Refusal("--all begins where history does; leave --since out")
    return scene(root, Wish(since, until, wish["is_all"], wish["branch"], aim or Aim()), NOW)


def sources(told: "Progress") -> "Sources":
    """Where facts are looked up, and where they are kept."""
    from teamkit.forges.cache import folder
    from teamkit.forges.model import ForgeError
    from teamkit.lifecycle.measuring.facts import Sources

    try:
        keep = folder(os.environ)
    except ForgeError as error:
        raise Refusal(str(error)) from None
    return Sources(os.environ, keep, told=told)


@contextmanager
def progress() -> Iterator["Progress"]:
    """A bar where somebody sits: call what it yields with how many requests were read, and of how many."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    out = console(is_error=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task = bar.add_task("requests read", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
