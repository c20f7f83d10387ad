"""The command that writes the report."""

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamkit.cli.base import with_root
from teamkit.cli.measure import progress, seen, sources, spanning

if TYPE_CHECKING:
    from rich.console import Console


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("report"), help="The folder; report."
)
@click.option("--open", "is_opened", is_flag=True, help="Open the page in the browser.")
@spanning
@with_root
def report(root: Path, out_: "Console", *, out: Path, is_opened: bool, **wish: Any) -> None:
    """Write every measure as one page, with the numbers beside it as CSV and JSON.

    The page needs no server and no script. What nobody recorded is said to be absent, with the step that begins it.
    """
    from teamkit.lifecycle.reporting.making import made
    from teamkit.lifecycle.reporting.writing import checked, write

    folder = checked(out)
    with progress() as told:
        files = made(seen(root, wish), sources(told))
    write(folder, files)
    page = folder / files[0][0]
    out_.print(f"wrote {page}, and {len(files) - 1} files with its numbers", markup=False)
    if is_opened:
        webbrowser.open(page.resolve().as_uri())
