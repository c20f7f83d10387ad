"""The sentence by which a generated file is known."""

ORIGIN = "Generated from team.yml by teamkit team sync"
HEADER = f"{ORIGIN}. Do not edit: change team.yml and run it again."


def is_generated(text: str) -> bool:
    """Whether a file's first line says that it is generated."""
    return ORIGIN in text.partition("\n")[0]
