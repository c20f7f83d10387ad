"""Findings as GitLab's code quality report, which a merge request shows beside the lines."""

from typing import Any

from teamkit.checks.formats.shared import document, fingerprint, message, place
from teamkit.checks.verdict import Verdict
from teamkit.findings import Finding, State

SEVERITIES = {State.FAIL: "major", State.UNKNOWN: "minor", State.PASS: "info"}


def text(verdict: Verdict) -> str:
    """The whole report. GitLab wants each fingerprint once."""
    violations = {fingerprint(finding): violation(finding) for finding in verdict.findings}
    return document(list(violations.values()))


def violation(finding: Finding) -> dict[str, Any]:
    """One entry; GitLab wants a line, so the first stands for a whole file."""
    where = place(finding)
    return {
        "description": message(finding),
        "check_name": finding.check,
        "fingerprint": fingerprint(finding),
        "severity": SEVERITIES[finding.state],
        "location": {"path": where.path, "lines": {"begin": where.line or 1}},
    }
