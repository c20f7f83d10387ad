"""What the repositories of a fleet are called where nobody named them."""

import re
from pathlib import Path

from teamkit.forges.addresses import parse

_LAST = re.compile(r"([^/\\:]+?)(?:\.git)?[/\\]*$")


def name_of(address: str) -> str:
    """The last part of an address; that of a folder which does not say its own name is dots."""
    found = _LAST.search(address)
    return found[1] if found else address


def is_remote(address: str) -> bool:
    """Whether an address is one to fetch from, and not a folder of this machine."""
    return "://" in address or (parse(address) is not None and not Path(address).exists())
