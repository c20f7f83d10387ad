"""The sentences by which generated files are known."""

ORIGIN = "Generated from team.yml by teamkit team sync"
SOURCE = "fleet.yml"
OF_FLEETS = f"Generated from {SOURCE} by teamkit fleet write"
HEADER = f"{ORIGIN}. Do not edit: change team.yml and run it again."


def is_generated(text: str) -> bool:
    """Whether a file says at its beginning that it is generated."""
    return any(origin in line for origin in (ORIGIN, OF_FLEETS) for line in text.split("\n", 2)[:2])


def without_header(text: str) -> str:
    """A file that does not say so any more."""
    first, *rest = text.split("\n", 2)
    kept = [line for line in (first, *rest[:1]) if ORIGIN not in line]
    return "\n".join((*kept, *rest[1:])).lstrip("\r\n")
