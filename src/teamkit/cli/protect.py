"""The commands about the rules that a forge holds branches to."""

import click


@click.group()
def protect() -> None:
    """Hold the forge's rules to those of the repository."""
