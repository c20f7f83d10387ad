"""A verdict as SARIF 2.1.0, which code scanning and editors read.

Unknown is a warning and a report a note: the standard's own kinds for them, `open` and `informational`, must have the
level `none`, which viewers leave out.
"""

from typing import Any
from urllib.parse import quote

from teamkit import __version__
from teamkit.checks.check import Check
from teamkit.checks.formats.shared import document, fingerprint, message, place
from teamkit.checks.verdict import Verdict, Waived
from teamkit.findings import Finding, State

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {State.FAIL: "error", State.UNKNOWN: "warning", State.PASS: "note"}


def text(verdict: Verdict) -> str:
    """The whole log."""
    return document({"$schema": SCHEMA, "version": "2.1.0", "runs": [run(verdict)]})


def run(verdict: Verdict) -> dict[str, Any]:
    """One run of the tool, with every check that ran as a rule."""
    checks = [result.check for result in verdict.results]
    waived = [each for result in verdict.results for each in result.waived]
    return {
        "tool": {"driver": {"name": "teamkit", "version": __version__, "rules": [rule(check) for check in checks]}},
        "columnKind": "unicodeCodePoints",
        "results": [*map(result, verdict.findings), *map(suppressed, waived)],
    }


def rule(check: Check) -> dict[str, Any]:
    """A check as viewers explain it."""
    return {
        "id": check.name,
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": check.why},
        "help": {"text": f"{check.looks_at} To mend it, {check.mend}."},
    }


def result(finding: Finding) -> dict[str, Any]:
    """One finding."""
    return {
        "ruleId": finding.check,
        "level": LEVELS[finding.state],
        "message": {"text": message(finding)},
        "locations": [{"physicalLocation": location(finding)}],
        "partialFingerprints": {"teamkit/v1": fingerprint(finding)},
        "properties": {"state": finding.state},
    }


def suppressed(waived: Waived) -> dict[str, Any]:
    """A finding that the team accepts for a while."""
    justification = f"{waived.waiver.reason} (until {waived.waiver.until})"
    return result(waived.finding) | {"suppressions": [{"kind": "external", "justification": justification}]}


def location(finding: Finding) -> dict[str, Any]:
    """A file as a relative URI, and its line where one is known."""
    where = place(finding)
    region = {} if where.line is None else {"region": {"startLine": where.line}}
    return {"artifactLocation": {"uri": quote(where.path, errors="surrogateescape")}} | region
