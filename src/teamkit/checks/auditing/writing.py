"""An audit as JSON, complete, so that another one can be compared with it. The keys stay."""

from typing import Any

from teamkit.checks.auditing.model import Accepted, Audit, Item
from teamkit.checks.formats.shared import document
from teamkit.findings import Finding


def to_json(audit: Audit) -> str:
    """The whole document; states and counts stand there for those who read it, the rest is read back."""
    return document(
        {
            "repository": audit.repository,
            "commit": audit.commit,
            "day": audit.day.isoformat(),
            "version": audit.version,
            "counts": audit.counts,
            "traits": [vars(trait) for trait in audit.traits],
            "items": [_item(item) for item in audit.items],
        }
    )


def _item(item: Item) -> dict[str, Any]:
    return {
        "check": item.check,
        "title": item.title,
        "topic": item.topic,
        "state": item.state,
        "why": item.why,
        "mend": item.mend,
        "effort": item.effort,
        "findings": [_finding(finding) for finding in item.findings],
        "accepted": [_accepted(each) for each in item.accepted],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {**vars(finding), "where": finding.where and vars(finding.where)}


def _accepted(each: Accepted) -> dict[str, Any]:
    return {"finding": _finding(each.finding), "reason": each.reason, "until": each.until.isoformat()}
