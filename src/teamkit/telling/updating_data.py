"""A rehearsal for programs: docs/reference/rehearsal.md says what each key means."""

import json
from typing import Any

from teamkit.findings import Unseen
from teamkit.lifecycle.updating.model import Kind, Rehearsal, Trial


def as_json(found: Rehearsal) -> str:
    """The whole rehearsal."""
    return json.dumps(data(found), indent=2, ensure_ascii=True, default=str)


def data(found: Rehearsal) -> dict[str, Any]:
    """The keys and what they hold."""
    return {
        "template": found.template,
        "before": found.before,
        "after": found.after,
        "head": found.head,
        "is_current": found.is_current,
        "counts": {str(kind): found.counts[kind] for kind in Kind},
        "files": [
            {"path": each.path, "kind": str(each.kind), "why": each.why, "renamed": each.renamed}
            for each in found.outcomes
        ],
        "questions": [{"name": each.name, "default": each.default, "help": each.help} for each in found.questions],
        "changelog": found.news,
        "message": found.message,
        "trials": [_trial(trial) for trial in found.trials],
        "dirty": found.dirty,
        "exit_code": found.exit_code,
    }


def _trial(trial: Trial) -> dict[str, Any]:
    return {
        "command": trial.command,
        "before": _failures(trial.before),
        "after": _failures(trial.after),
        "broken": _failures(trial.broken),
    }


def _failures(found: frozenset[str] | Unseen) -> object:
    return {"unseen": found.why, "mend": found.mend} if isinstance(found, Unseen) else sorted(found)
