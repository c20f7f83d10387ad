"""Which request a pipeline runs for, by the variables of the three systems."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_SYSTEMS = (
    ("GITHUB_REF", "GITHUB_HEAD_REF", "GITHUB_BASE_REF"),
    ("CI_MERGE_REQUEST_IID", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
    ("CHANGE_ID", "CHANGE_BRANCH", "CHANGE_TARGET"),
)
_TITLES = ("CI_MERGE_REQUEST_TITLE", "CHANGE_TITLE")
_DRAFT = re.compile(r"(draft:|\[draft\]|\(draft\))\s*", re.IGNORECASE)


@dataclass(frozen=True)
class UnderTest:
    """A request that a pipeline runs for, by its number on the forge. Its title is empty where nobody says it."""

    number: int
    source: str
    target: str
    title: str = ""


def under_test(environment: Mapping[str, str]) -> UnderTest | None:
    """The request of this run, by the variables of GitHub Actions, GitLab CI or Jenkins; None where it has none."""
    for number, source, target in _SYSTEMS:
        said = environment.get(number, "").removeprefix("refs/pull/").partition("/")[0]
        if said.isascii() and said.isdecimal() and environment.get(source) and environment.get(target):
            return UnderTest(int(said), environment[source], environment[target], _title(environment))
    return None


def _title(environment: Mapping[str, str]) -> str:
    said = (*map(environment.get, _TITLES), _title_of_event(environment.get("GITHUB_EVENT_PATH", "")))
    title = next(filter(None, said), "")
    return title[draft.end() :] if (draft := _DRAFT.match(title)) else title


def _title_of_event(path: str) -> str:
    """What GitHub writes into a file; nothing where there is none or it says something else."""
    try:
        title = json.loads(Path(path).read_text(encoding="utf-8"))["pull_request"]["title"]
    except (OSError, ValueError, LookupError, TypeError):
        return ""
    return title if isinstance(title, str) else ""
