"""An audit as SARIF 2.1.0, as `teamkit check` writes it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from teamkit.checks.auditing.model import Accepted, Audit, Item
from teamkit.checks.formats.sarif import SCHEMA, result
from teamkit.checks.formats.shared import document
from teamkit.findings import Finding, Place

_WHOLE = Place(".")


def to_sarif(audit: Audit) -> str:
    """The whole log."""
    findings = [finding for item in audit.items for finding in item.findings]
    accepted = [each for item in audit.items for each in item.accepted]
    run = {
        "tool": {
            "driver": {"name": "teamkit", "version": audit.version, "rules": [_rule(item) for item in audit.items]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [*map(_result, findings), *map(_suppressed, accepted)],
    }
    return document({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(item: Item) -> Mapping[str, Any]:
    return {
        "id": item.check,
        "shortDescription": {"text": item.title},
        "fullDescription": {"text": item.why},
        "help": {"text": f"To mend it, {item.mend}. Effort: {item.effort}."},
    }


def _result(finding: Finding) -> dict[str, Any]:
    """One finding; what has no place of its own is about the whole repository."""
    return result(finding if finding.where else replace(finding, where=_WHOLE))


def _suppressed(each: Accepted) -> dict[str, Any]:
    suppression = {"kind": "external", "justification": f"{each.reason} (until {each.until})"}
    return _result(each.finding) | {"suppressions": [suppression]}
