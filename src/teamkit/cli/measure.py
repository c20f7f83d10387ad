"""The commands that measure how work flows."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamkit.cli.base import NOW, with_root
from teamkit.findings import Refusal, Unseen

if TYPE_CHECKING:
    from rich.console import Console

BLIND = 2
DAY = click.DateTime(["%Y-%m-%d"])
PLAIN = {
    "churn": "Say how much of what lands is rewritten within three weeks.",
    "lead-time": "Say how long a commit takes until it is deployed.",
    "cycle-time": "Say how long requests take, and in which stage.",
    "deployments": "Say how often the project is deployed.",
    "recovery": "Say how long incidents last, and which deployments caused them.",
    "throughput": "Say how much lands.",
    "reviews": "Say how soon requests are answered.",
    "load": "Say how reviews are spread, and who could take some over.",
    "all": "Take every measure.",
}


@click.group()
def measure() -> None:
    """Measure how work flows, from history and forge. People are not ranked.

    Each measure says how many values it has, their median and 85th percentile, and the median of the period before.
    Below five values it says that they are too few. Exit 0: figures were there, 2: nobody could know any.
    """


def measuring(command: Callable[..., None]) -> Callable[..., None]:
    """Options that every measure has."""
    options = (
        click.option("--since", type=DAY, help="The day whose week is the first; half a year ago by default."),
        click.option("--until", type=DAY, help="The last day; today by default."),
        click.option("--all", "is_all", is_flag=True, help="The whole history."),
        click.option("--branch", default="", help="Where changes land; develop or main by default."),
        click.option("--json", "form", flag_value="json", help="All figures and what they come from, for programs."),
        click.option("--csv", "form", flag_value="csv", help="What the figures come from, as a table."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def take(root: Path, out: "Console", name: str, form: str | None, **wish: Any) -> None:
    """Take a measure, or all of them, and print it."""
    from teamkit.lifecycle.measuring.taking import taken
    from teamkit.telling import measure as telling
    from teamkit.telling import measure_data

    scene = seen(root, **wish)
    found = taken(scene, name)
    results = [each.result for each in found if not isinstance(each.result, Unseen)]
    if form == "csv":
        if len(found) > 1:
            raise Refusal("--csv is one table, and there are several; name one measure")
        click.echo("".join(map(measure_data.as_csv, results)), nl=False)
    elif form == "json":
        click.echo(measure_data.as_json(scene, found), nl=False)
    else:
        out.print(telling.measures(scene, found))
    sys.exit(0 if results else BLIND)


def seen(root: Path, **wish: Any) -> Any:
    """What is measured."""
    from teamkit.lifecycle.measuring.scene import Wish, scene

    days = {name: wish[name] and wish[name].date() for name in ("since", "until")}
    if wish["is_all"] and days["since"]:
        raise Refusal("--all begins where history does; leave --since out")
    return scene(root, Wish(**{**wish, **days}), NOW)


def plain(name: str, said: str) -> click.Command:
    """The command of a measure that has no options of its own."""

    @click.command(name, help=said)
    @measuring
    @with_root
    def command(root: Path, out: "Console", **options: Any) -> None:
        take(root, out, name, **options)

    return command


for each, line in PLAIN.items():
    measure.add_command(plain(each, line))
