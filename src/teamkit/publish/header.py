"""The sentence by which a generated file is known."""

ORIGIN = "Generated from team.yml by teamkit team sync"
HEADER = f"{ORIGIN}. Do not edit: change team.yml and run it again."


def is_generated(text: str) -> bool:
    """Whether a file says at its beginning that it is generated."""
    return any(ORIGIN in line for line in text.split("\n", 2)[:2])
