"""The title of a request, which a squash makes the message of a commit."""

from collections.abc import Sequence
from pathlib import Path

from teamkit.history.messages import Form
from teamkit.lifecycle.flowing.naming import worded
from teamkit.lifecycle.form import form

_TYPES = {"feature": "feat", "bugfix": "fix", "hotfix": "fix", "backmerge": "chore"}


def titled(root: Path, branch: str, subjects: Sequence[str]) -> str:
    """The subject of the only commit, else the words of the branch, behind a type where the repository asks for one."""
    if len(subjects) == 1:
        return subjects[0]
    words, kind = worded(branch), branch.partition("/")[0]
    lowered = words[:1].lower() + words[1:] if words[1:2].islower() else words
    typed = f"{_TYPES.get(kind, kind)}: {lowered}"
    asked = form(root)
    return typed if isinstance(asked, Form) and asked.fault(words) and not asked.fault(typed) else words
