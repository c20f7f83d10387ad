"""Which request a pipeline runs for, by the variables of the three systems."""

from collections.abc import Mapping
from dataclasses import dataclass

_SYSTEMS = (
    ("GITHUB_REF", "GITHUB_HEAD_REF", "GITHUB_BASE_REF"),
    ("CI_MERGE_REQUEST_IID", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
    ("CHANGE_ID", "CHANGE_BRANCH", "CHANGE_TARGET"),
)


@dataclass(frozen=True)
class UnderTest:
    """A request that a pipeline runs for, by its number on the forge."""

    number: int
    source: str
    target: str


def under_test(environment: Mapping[str, str]) -> UnderTest | None:
    """The request of this run, by the variables of GitHub Actions, GitLab CI or Jenkins; None where it has none."""
    for number, source, target in _SYSTEMS:
        said = environment.get(number, "").removeprefix("refs/pull/").partition("/")[0]
        if said.isascii() and said.isdecimal() and environment.get(source) and environment.get(target):
            return UnderTest(int(said), environment[source], environment[target])
    return None
