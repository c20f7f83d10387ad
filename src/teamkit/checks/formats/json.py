"""A verdict as JSON: every check with its state, what it found and what was waived. The keys stay."""

from typing import Any

from teamkit.checks.formats.shared import document
from teamkit.checks.verdict import Result, Verdict, Waived
from teamkit.findings import Finding


def text(verdict: Verdict) -> str:
    """The whole document."""
    return document({"exit_code": verdict.exit_code, "checks": [check(result) for result in verdict.results]})


def check(result: Result) -> dict[str, Any]:
    """What one check found."""
    return {
        "name": result.check.name,
        "title": result.check.title,
        "page": result.check.page,
        "state": result.state,
        "findings": [finding(each) for each in result.findings],
        "waived": [waived(each) for each in result.waived],
    }


def finding(found: Finding) -> dict[str, Any]:
    """One finding; path and line are null where none is known."""
    return {
        "state": found.state,
        "what": found.what,
        "path": found.where and found.where.path,
        "line": found.where and found.where.line,
        "why": found.why,
        "mend": found.mend,
    }


def waived(each: Waived) -> dict[str, Any]:
    """A finding that does not count, and until when."""
    return finding(each.finding) | {"reason": each.waiver.reason, "until": each.waiver.until.isoformat()}
