"""The commands: parse, call, print. Rooms are imported inside the commands, so that starting costs little."""

from pathlib import Path
from typing import Any

import click

from teamkit import __version__
from teamkit.cli import (
    adopt,
    audit,
    checks,
    deployment,
    eject,
    fleet,
    flow,
    measure,
    migrations,
    protect,
    report,
    request,
    review,
    team,
    update,
)
from teamkit.cli.base import OneLine

_WITH_ROOMS = {"adopt", "audit", "eject", "fleet", "rehearse", "update"}


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
    from teamkit.history.git import forget_caller

    context.obj = settings
    if context.invoked_subcommand in _WITH_ROOMS:
        forget_caller()


for command in (
    audit.audit,
    team.team,
    team.who,
    checks.check,
    checks.selftest,
    checks.explain,
    migrations.migrations,
    flow.flow,
    fleet.fleet,
    measure.measure,
    report.report,
    request.request,
    review.review,
    deployment.deployment,
    protect.protect,
    adopt.adopt,
    update.rehearse,
    update.update,
    eject.eject,
):
    main.add_command(command)
