"""Take from GitHub's description of its REST API what rulesets and settings need.

npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz
python docs/extract_schema.py package

The folder is 385 MB; what is taken of it is some 30 KB. Descriptions are left out, and `nullable` is written as JSON
Schema has it. Objects are closed, so that a key that GitHub does not know is refused; and where GitHub lists the kinds
of rule one beside the other, the kind chooses, so that a fault is told of the key that has it.
"""

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "src/teamkit/forges/protecting/github.schema.json"
BODIES = {"ruleset": ("/repos/{owner}/{repo}/rulesets", "post"), "repository": ("/repos/{owner}/{repo}", "patch")}
KEPT = {"type", "properties", "required", "items", "oneOf", "enum", "minimum", "maximum", "nullable"}


def adapted(node: dict[str, Any]) -> dict[str, Any]:
    """A schema without what nobody needs, closed and in the words of JSON Schema."""
    schema = {key: value for key, value in node.items() if key in KEPT}
    if "properties" in schema:
        schema["properties"] = {name: adapted(inner) for name, inner in schema["properties"].items()}
        schema["additionalProperties"] = False
    if "items" in schema:
        schema["items"] = adapted(schema["items"])
    if schema.pop("nullable", False):
        schema["type"] = [schema["type"], "null"]
    return by_type(schema.pop("oneOf")) if "oneOf" in schema else schema


def by_type(choices: list[dict[str, Any]]) -> dict[str, Any]:
    """One of several schemas, chosen by `type`."""
    branches = {name: adapted(choice) for choice in choices for name in choice["properties"]["type"]["enum"]}
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(branches)}},
        "allOf": [
            {"if": {"required": ["type"], "properties": {"type": {"const": name}}}, "then": branch}
            for name, branch in branches.items()
        ],
    }


def main(package: Path) -> None:
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    paths = json.loads((package / "generated/api.github.com.deref.json").read_text(encoding="utf-8"))["paths"]
    bodies = {
        name: paths[path][method]["requestBody"]["content"]["application/json"]["schema"]
        for name, (path, method) in BODIES.items()
    }
    note = f"Taken from npm @octokit/openapi {version} by docs/extract_schema.py; do not edit."
    schema = {"$comment": note, **{name: adapted(body) for name, body in bodies.items()}}
    TARGET.write_text(json.dumps(schema, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
