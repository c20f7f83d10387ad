"""The schema of team.yml beside the pages, by which an editor completes it as this version of the tool reads it."""

import json

from teamkit.publish.header import ORIGIN
from teamkit.team.schema import schema

PATH = "docs/team/team.schema.json"


def text() -> str:
    """The whole file; its second line says where it comes from, for JSON has no comments."""
    return json.dumps({"$comment": f"{ORIGIN}. Do not edit.", **schema()}, indent=2) + "\n"
