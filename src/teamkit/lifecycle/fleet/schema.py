"""What editors need of fleet.yml: its JSON Schema."""

from typing import Any

from teamkit.lifecycle.fleet.file import FleetFile


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of fleet.yml."""
    written = FleetFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **written, "title": "fleet.yml"}
