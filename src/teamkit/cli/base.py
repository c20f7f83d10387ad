"""What every command stands on: one-line refusals, the repository's root, and a console."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from teamkit.findings import Refusal

if TYPE_CHECKING:
    from rich.console import Console

NOW = datetime.now(tz=UTC)
TODAY = NOW.date()
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


def with_root(command: Callable[..., None]) -> Callable[..., None]:
    """Hand the repository's root and a console to a command."""

    @click.pass_obj
    @functools.wraps(command)
    def run(settings: dict[str, Any], /, *arguments: Any, **options: Any) -> None:
        from teamkit.history.git import top

        command(top(settings["root"]), console(quiet=settings["quiet"]), *arguments, **options)

    return run


def console(*, quiet: bool = False, is_error: bool = False) -> "Console":
    """Where people read, beside what programs do where `is_error`: colours only on a terminal."""
    from rich.console import Console

    return Console(quiet=quiet, stderr=is_error, highlight=False, soft_wrap=True)
