"""The configuration of a Renovate of one's own that brings the newest release of the template to a fleet."""

import json
from collections.abc import Iterator, Mapping, Sequence

from teamkit.publish.documents import Document
from teamkit.publish.header import OF_FLEETS, SOURCE


def documents(repositories: Mapping[str, Sequence[str]]) -> Iterator[Document]:
    """A file for each make of forge that has some; nothing in it lets a template run code of its own."""
    for make, several in repositories.items():
        if several:
            configuration = {
                "description": f"{OF_FLEETS}; change fleet.yml and run it again.",
                "$schema": "https://docs.renovatebot.com/renovate-global-schema.json",
                "platform": make,
                "repositories": list(several),
                "onboarding": False,
                "requireConfig": "optional",
                "enabledManagers": ["copier"],
                "allowScripts": False,
            }
            yield Document(f"renovate.{make}.json", json.dumps(configuration, indent=2) + "\n", source=SOURCE)
