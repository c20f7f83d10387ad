"""A path as a pattern of team.yml that matches it."""

_UNKNOWN = frozenset("[]\\*#!")


def pattern(path: str) -> str:
    """The pattern from the top of the repository; `?` stands for each character that owners files do not know."""
    known = "".join(letter if letter.isprintable() and letter not in _UNKNOWN else "?" for letter in path)
    return f"/{known[:-1]}?" if known.endswith(" ") else f"/{known}"
