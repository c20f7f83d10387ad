"""Findings as annotations of GitHub Actions: commands on the output, one a line."""

from teamkit.checks.formats.shared import message, place, printable
from teamkit.checks.verdict import Verdict
from teamkit.findings import Finding, State

LEVELS = {State.FAIL: "error", State.UNKNOWN: "warning", State.PASS: "notice"}


def text(verdict: Verdict) -> str:
    """One command for each finding that counts."""
    return printable("".join(f"{command(finding)}\n" for finding in verdict.findings))


def command(finding: Finding) -> str:
    """One annotation."""
    where = place(finding)
    line = {} if where.line is None else {"line": str(where.line)}
    properties = {"file": where.path} | line | {"title": finding.check}
    written = ",".join(f"{key}={escaped_property(value)}" for key, value in properties.items())
    return f"::{LEVELS[finding.state]} {written}::{escaped(message(finding))}"


def escaped(value: str) -> str:
    """A message on one line."""
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escaped_property(value: str) -> str:
    """A value between the marks that separate properties."""
    return escaped(value).replace(":", "%3A").replace(",", "%2C")
