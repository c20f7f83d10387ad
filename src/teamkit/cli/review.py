"""The commands about reviews."""

import click


@click.group()
def review() -> None:
    """See which reviews are due, and who should look."""
