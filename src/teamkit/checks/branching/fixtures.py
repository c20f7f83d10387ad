"""Small checkouts and requests on which the checks over branches prove themselves."""

import re
from datetime import UTC, datetime
from typing import Any

from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import GITFLOW, given
from teamkit.findings import Unseen
from teamkit.forges.pipelines import UnderTest
from teamkit.history.branches import Branch, Flow
from teamkit.history.current import Ahead, Current
from teamkit.history.messages import Form, Message, Messages

GITHUB_FLOW = Flow("main", "main")
NOWHERE = Unseen("there is neither develop nor main nor master", "fetch the branches: `git fetch --all`")
FORM = Form(
    "pyproject.toml", re.compile("(feat|fix): .+"), ("Merge", "fixup!"), "<type>: <subject>", "fix: stop a loop"
)


def on(branch: str | None, flow: Flow = GITFLOW, **changes: Any) -> Facts:
    """A checkout of a branch."""
    return given(current=Current(flow, branch, **changes))


def asking(source: str, target: str, flow: Flow = GITFLOW) -> Facts:
    """The pipeline of a request."""
    return given(current=Current(flow), under_test=UnderTest(7, source, target))


def ahead(branch: str, *commits: str) -> Ahead:
    """Commits that origin's branch lacks."""
    return Ahead(Branch(branch, "origin", f"head of {branch}", "Ada", datetime(2026, 1, 10, tzinfo=UTC)), commits)


def saying(*texts: str, author: str = "Ada", form: Form | None = FORM) -> Messages:
    """A branch of commits with these messages."""
    return Messages(form, tuple(Message(f"{number:040}", "1" * 40, author, text) for number, text in enumerate(texts)))
