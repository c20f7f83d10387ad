"""The names of what this tool delivers to a repository."""

from teamkit.findings import Unseen
from teamkit.history.branches import Flow
from teamkit.history.kinds import people
from teamkit.history.messages import Form


def branch_name(name: str, flow: Flow | None) -> str:
    """A name of the kind that changes have which are no feature, where the flow knows such a kind."""
    kind = "feature" if flow and "chore" not in people(flow) else "chore"
    return f"{kind}/{name}"


def worded(asked: Form | Unseen | None, words: str, kind: str) -> str:
    """A subject, behind a type where the repository asks for one."""
    typed = f"{kind}: {words[0].lower()}{words[1:]}"
    return typed if isinstance(asked, Form) and asked.fault(words) and not asked.fault(typed) else words
