"""What editors and readers need of team.yml: its JSON Schema, and a page made from it."""

import json
from collections.abc import Iterator
from typing import Any

from teamkit.team.model import Team

EXAMPLE = """\
# yaml-language-server: $schema=team.schema.json
users:
  ada: {name: Ada, handle: ada, chat: "@ada", timezone: Europe/London, skills: {orm: expert}}
  grace: {name: Grace, handle: grace, away: [{from: 2026-12-20, to: 2027-01-02}]}
groups:
  shop: {members: [ada, grace], channel: "#shop"}
areas:
  everything: {title: Everything else, paths: ["*"], accountable: ada, deputy: grace}
  schema:
    title: Database schema
    paths: ["**/migrations/", "**/models.py"]
    accountable: grace
    deputy: ada
    responsible: [shop]
"""
OPENING = """\
<!-- Written by `make docs` from the model itself; do not edit. -->
# team.yml

People, groups and areas, in the words of Backstage. Everything under `docs/team/`, the owners file and the owners in
`AGENTS.md` follow from it by `teamkit team sync`. [team.schema.json](team.schema.json) completes it in editors.
"""


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of team.yml."""
    written = Team.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **written, "title": "team.yml"}


def page() -> str:
    """The reference of team.yml, in Markdown."""
    whole = schema()
    parts = {"team.yml": whole, **{name: part for name, part in whole["$defs"].items() if "properties" in part}}
    sections = ("\n".join(section(name, part)) for name, part in parts.items())
    return "\n".join([OPENING, "```yaml", EXAMPLE.rstrip(), "```", "", *sections]).rstrip("\n") + "\n"


def section(name: str, part: dict[str, Any]) -> Iterator[str]:
    """One part of the file with its keys."""
    yield f"## {name}\n"
    yield f"{' '.join(part.get('description', '').split())}\n"
    yield "| key | value | default |\n| --- | --- | --- |"
    for key, value in part["properties"].items():
        default = f"`{json.dumps(value['default'], ensure_ascii=False)}`" if is_small(value) else ""
        yield f"| `{key}` | {kind(value)} | {'required' if key in part.get('required', []) else default} |"
    yield ""


def is_small(value: dict[str, Any]) -> bool:
    """Whether a default fits into a cell."""
    return "default" in value and value["default"] not in (None, {}, []) and not isinstance(value["default"], dict)


def kind(value: dict[str, Any]) -> str:
    """What a value is, in words."""
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return "learner, practitioner or expert" if name == "Level" else f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        return " or ".join(kind(each) for each in value["anyOf"] if each.get("type") != "null")
    if "enum" in value:
        return " or ".join(f"`{each}`" for each in value["enum"])
    if value["type"] == "array":
        return f"list of {kind(value['items'])}"
    if value["type"] == "object":
        values = value.get("additionalProperties") or next(iter(value["patternProperties"].values()))
        return f"by name: {kind(values)}"
    named: dict[str, str] = {"date": "date", "time": "time", "uri": "link"}
    return named.get(value.get("format", ""), str(value["type"]))
