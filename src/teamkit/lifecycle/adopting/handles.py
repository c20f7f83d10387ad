"""The handle that an e-mail address names beyond doubt, as those do that forges give out in place of people's own."""

import re

_PRIVATE = {
    "github": re.compile(r"(?:\d+\+)?(?P<handle>[A-Za-z0-9-]+)@users\.noreply\.github\.com"),
    "gitlab": re.compile(r"(?:\d+-)?(?P<handle>[A-Za-z0-9_.-]+)@users\.noreply\.gitlab\.com"),
}


def handle_of(email: str, forge: str) -> str | None:
    """The handle on a forge behind one of its own private addresses; None for any other address."""
    match = _PRIVATE[forge].fullmatch(email) if forge in _PRIVATE else None
    return match["handle"] if match else None
