"""What the formats share: where a finding is shown, how it is found again, and text that any machine can read."""

import json
from hashlib import sha256
from typing import Any

from teamkit.findings import Finding, Place
from teamkit.team.reading import TEAM_FILE


def place(finding: Finding) -> Place:
    """Where a finding is shown; team.yml, where everything can be mended, if it has no place of its own."""
    return finding.where or Place(TEAM_FILE)


def fingerprint(finding: Finding) -> str:
    """The same for the same finding, wherever its line moves and however old it gets."""
    parts = (finding.check, place(finding).path, finding.identity or finding.what)
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def message(finding: Finding) -> str:
    """What is wrong and what mends it, in two sentences."""
    return f"{finding.what}. To mend it, {finding.mend.replace('\n', ' ')}."


def document(data: Any) -> str:
    """JSON as people can read it too."""
    return printable(json.dumps(data, indent=2, ensure_ascii=False)) + "\n"


def printable(text: str) -> str:
    """Text with a mark in the place of every byte of a file's name that is not UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
