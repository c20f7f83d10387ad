"""What several screens share."""

from collections.abc import Iterable

from rich.text import Text


def indented(columns: int, *lines: str) -> Text:
    """Lines that stand below a heading."""
    return Text("\n".join(f"{' ' * columns}{line}" for line in lines))


def shown(paths: Iterable[str], most: int = 3) -> str:
    """The first few paths, and how many more there are."""
    listed = list(paths)
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more
