"""Which files say who owns what, and what a request has to say."""

import re
from collections.abc import Iterable

_OWNERS = re.compile(r"(?:\.github/|\.gitlab/|docs/|\.bitbucket/)?CODEOWNERS")
_FORM = re.compile(
    r"(?:\.github/|docs/|\.azuredevops/)?(?:pull_request_template(?:\.\w+)?|pull_request_template/.+)"
    r"|\.gitlab/merge_request_templates/.+\.md",
    re.IGNORECASE,
)


def owners(tree: Iterable[str]) -> str | None:
    """The file of owners that a forge reads."""
    return next((path for path in tree if _OWNERS.fullmatch(path)), None)


def form(tree: Iterable[str]) -> str | None:
    """The form that a forge puts into a new request."""
    return next((path for path in tree if _FORM.fullmatch(path)), None)
