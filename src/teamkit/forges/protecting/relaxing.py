"""What a team of one can live with: nobody may approve their own request, so nothing waits for an approval."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from teamkit.forges.protecting.model import Rule

_RELAXED = {
    "required_approving_review_count": 0,
    "require_last_push_approval": False,
    "require_code_owner_review": False,
    "approvals_required": 0,
    "code_owner_approval_required": False,
}


def relaxed(rule: Rule) -> Rule:
    """A rule that waits for no approval."""
    return replace(rule, body=_relaxed(rule.body))


def _relaxed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _RELAXED.get(key, _relaxed(inner)) for key, inner in value.items()}
    return [_relaxed(entry) for entry in value] if isinstance(value, list) else value
