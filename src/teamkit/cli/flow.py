"""The commands about branches: start, finish and release them, and see where all of them stand."""

import click


@click.group()
def flow() -> None:
    """Start, finish and release branches as the team's model says."""
