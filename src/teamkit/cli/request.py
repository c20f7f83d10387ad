"""The commands about one request."""

import click


@click.group()
def request() -> None:
    """Say of a request what its change asks for."""
