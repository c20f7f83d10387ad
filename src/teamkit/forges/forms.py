"""Where people open a request by hand, and the form that they fill in."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from teamkit.forges.kinds import GITLAB, Kind

_FORMS = {
    "github": (".github/pull_request_template.md", "pull_request_template.md", "docs/pull_request_template.md"),
    "gitlab": (".gitlab/merge_request_templates/default.md",),
}


def address(kind: Kind, repository: str, source: str, target: str) -> str:
    """The page that opens a request between two branches of a repository."""
    if kind is GITLAB:
        query = {"merge_request[source_branch]": source, "merge_request[target_branch]": target}
        return f"{repository}/-/merge_requests/new?{urlencode(query, safe='[]/')}"
    return f"{repository}/compare/{quote(target)}...{quote(source)}?expand=1"


def form(kind: Kind, paths: Iterable[str]) -> str | None:
    """The file that a forge puts into a new request; case does not matter to it."""
    there = {path.lower(): path for path in paths}
    return next((there[path] for path in _FORMS[kind.name] if path in there), None)
